# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``shots``: pictures of the screens, taken by the journeys on their way."""

import argparse
from pathlib import Path

from lienthong.cli import journeys, steps
from lienthong.cli.paths import ROOT

HELP = "chụp ảnh màn hình theo các hành trình (sáng, tối, nhiều cỡ) vào một thư mục"


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the pictures go."""
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "shots", metavar="THƯ_MỤC", help="nơi ghi ảnh"
    )
    parser.add_argument("-k", metavar="BIỂU_THỨC", help="chỉ các hành trình khớp biểu thức")


def run(options: argparse.Namespace) -> int:
    """Run the journeys with ``LIENTHONG_SHOTS`` set to the folder."""
    folder = options.out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = ["-k", options.k] if options.k else []
    status = steps.conclude([journeys.result(chosen, {"LIENTHONG_SHOTS": str(folder)})])
    print(f"{len(list(folder.glob('**/*.png')))} ảnh trong {folder}")
    return status
