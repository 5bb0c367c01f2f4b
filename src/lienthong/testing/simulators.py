# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Run the simulated partners in a process of their own, for tests that speak real HTTP to them."""

import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

SOURCE = Path(__file__).parents[2]
START_ATTEMPTS = 7
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For ``verify``: simulators speak plain HTTP, so no list of authorities need be read."""


def free_port() -> int:
    """A loopback port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_simulators(data_dir: Path, **environment: str) -> Iterator[str]:
    """Start the simulators on a free port with their state in a folder; yield their address."""
    port = free_port()
    command = [sys.executable, "-m", "lienthong.simulators", "--port", str(port)]
    env = os.environ | {
        "PYTHONPATH": str(SOURCE),
        "LIENTHONG_DATA_DIR": str(data_dir),
        **environment,
    }
    with (data_dir / "simulators.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            first_answer(f"{address}/health").raise_for_status()
            yield address
        finally:
            process.terminate()
            process.wait(30)


def first_answer(address: str) -> httpx.Response:
    """What a process that is starting answers first, asked with growing pauses.

    Raises httpx.ConnectError when nobody listens in the end.
    """
    transport = httpx.HTTPTransport(retries=START_ATTEMPTS, verify=PLAIN)
    with httpx.Client(transport=transport, timeout=30) as client:
        return client.get(address)
