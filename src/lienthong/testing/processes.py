# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Run our own ASGI processes on loopback, for tests that speak real HTTP to them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from lienthong.testing.simulators import SOURCE, first_answer, free_port


@contextmanager
def running_asgi(
    application: str, folder: Path, environment: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """Serve an application with granian; yield its address and process id."""
    port = free_port()
    granian = Path(sys.executable).parent / "granian"
    words = [str(granian), "--interface", "asgi", "--port", str(port), "--no-ws", application]
    env = {**os.environ, "PYTHONPATH": str(SOURCE), **environment}
    with (folder / "process.log").open("wb") as log:
        process = subprocess.Popen(words, env=env, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            first_answer(address)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(30)


def slow_post(address: str, path: str, headers: Mapping[str, str]) -> socket.socket:
    """A POST whose body has begun and does not end; the caller closes the socket."""
    host, _, port = address.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=60)
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
    return connection


def kill_database(dsn: str) -> None:
    """Kill the database server outright: the parent of the process that serves a connection."""
    with psycopg.connect(dsn) as connection:
        backend = connection.info.backend_pid
        status = Path(f"/proc/{backend}/stat").read_text("utf-8")
        os.kill(int(status.rpartition(")")[2].split()[1]), signal.SIGKILL)
