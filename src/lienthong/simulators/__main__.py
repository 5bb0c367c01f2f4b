# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``python -m lienthong.simulators --port 8003``: serve the simulators."""

import argparse

from granian.constants import Interfaces
from granian.server import Server


def main() -> None:
    """Serve until interrupted, in one worker: the fault switches live in memory."""
    parser = argparse.ArgumentParser(prog="python -m lienthong.simulators")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8003)
    options = parser.parse_args()
    Server(
        "lienthong.simulators.app:app",
        address=options.host,
        port=options.port,
        interface=Interfaces.ASGI,
        workers=1,
    ).serve()


if __name__ == "__main__":
    main()
