# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Only the database, in the foreground: ``python -m lienthong.supervisor DATA_FOLDER``."""

import argparse
import signal
import sys
import time
from pathlib import Path

from lienthong.supervisor.cluster import DEMO_SETTINGS, THROWAWAY_SETTINGS, Cluster
from lienthong.supervisor.errors import SupervisorError
from lienthong.supervisor.state import DataFolder


def main() -> int:
    """Run the database until a signal asks to stop; restart it when it dies."""
    options = _options()
    settings = dict(THROWAWAY_SETTINGS if options.throwaway else DEMO_SETTINGS)
    settings["max_connections"] = str(options.connections)
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    try:
        with DataFolder(options.data).lock() as folder:
            password = folder.secret("database_password")
            cluster = Cluster(folder.path, password, settings, _say, port=options.port)
            cluster.prepare()
            cluster.start()
            cluster.create_database()
            folder.write_state({"dsn": cluster.dsn()})
            _say(cluster.dsn())
            _watch(cluster, stopping)
    except SupervisorError as problem:
        _say(problem.message)
        return 1
    return 0


def _watch(cluster: Cluster, stopping: list[int]) -> None:
    try:
        while not stopping:
            if not cluster.alive():
                cluster.start()
            time.sleep(0.2)
    finally:
        cluster.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Chạy riêng cơ sở dữ liệu.")
    parser.add_argument("data", type=Path, help="thư mục dữ liệu")
    parser.add_argument("--port", type=int, default=0, help="cổng (mặc định: cổng trống)")
    parser.add_argument("--connections", type=int, default=60, help="số kết nối tối đa")
    parser.add_argument("--throwaway", action="store_true", help="dữ liệu tạm, không fsync")
    return parser.parse_args()


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
