# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``shots``: pictures of the screens, taken by the journeys on their way."""

import argparse
from pathlib import Path

from lienthong.cli import journeys, steps
from lienthong.cli.paths import ROOT

HELP = "chụp ảnh màn hình theo các hành trình (sáng, tối, nhiều cỡ) vào một thư mục"
TOUR = ROOT / "docs" / "tour" / "pictures"
TOUR_JOURNEYS = [
    f"tests/journeys/test_{name}.py" for name in ("whole_job", "back_and_forth", "counter", "tour")
]

EVERY_JOURNEY = "tests/journeys/test_every_screen.py"


def configure(parser: argparse.ArgumentParser) -> None:
    """Where the pictures go."""
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "shots", metavar="THƯ_MỤC", help="nơi ghi ảnh"
    )
    parser.add_argument(
        "--tour", action="store_true", help="chụp lại các hình trong docs, nhỏ và sáng"
    )
    parser.add_argument(
        "--every",
        nargs="*",
        metavar="MÀN_HÌNH",
        help="xem mọi màn hình ở mọi cỡ, sáng và tối: kiểm tra và ghép thành các tờ ảnh;"
        " có tên thì chỉ những màn hình có chữ ấy trong tên",
    )
    parser.add_argument("-k", metavar="BIỂU_THỨC", help="chỉ các hành trình khớp biểu thức")


def run(options: argparse.Namespace) -> int:
    """Run the journeys with the folder that they write their pictures to."""
    folder = TOUR if options.tour else options.out.resolve()
    every = options.every is not None
    if every:
        folder /= "every"
    folder.mkdir(parents=True, exist_ok=True)
    chosen = ["-k", options.k] if options.k else []
    told = "LIENTHONG_SHOTS"
    if options.tour:
        told, chosen = "LIENTHONG_TOUR", [*chosen, *TOUR_JOURNEYS]
    elif every:
        told, chosen = "LIENTHONG_SHEETS", [*chosen, EVERY_JOURNEY]
    extra = {told: str(folder), "LIENTHONG_SCREENS": ",".join(options.every or ())}
    status = steps.conclude([journeys.result(chosen, extra)])
    print(f"{len(list(folder.glob('**/*.png')))} ảnh trong {folder}")
    return status
