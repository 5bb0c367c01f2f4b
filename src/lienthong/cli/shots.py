# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``shots``: pictures of the screens, light and dark, in every width, or on the journeys' way."""

import argparse
import subprocess
from pathlib import Path

from lienthong.cli import journeys, steps
from lienthong.cli.paths import ROOT

HELP = (
    "chụp ảnh mọi màn hình (sáng, tối, nhiều cỡ), hoặc chỉ những màn hình vừa đổi, vào một thư mục"
)
TOUR = ROOT / "docs" / "tour" / "pictures"
TOUR_JOURNEYS = [
    f"tests/journeys/test_{name}.py" for name in ("whole_job", "back_and_forth", "counter", "tour")
]
TOUR_OF_MANY = ["tests/journeys/test_tour_of_the_core.py"]
MANY = 600
"""Dossiers generated for the pictures of figures and lists."""
EVERY_JOURNEY = "tests/journeys/test_every_screen.py"
WHICH = {
    "every": "mọi màn hình: kiểm tra và ghép thành các tờ ảnh",
    "changed": "chỉ màn hình của các ứng dụng có tệp đã sửa: chưa commit, hoặc ở commit cuối",
    "journeys": "các màn hình trên đường đi của hành trình",
    "tour": "chụp lại các hình trong docs, nhỏ và sáng",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Which screens, and where the pictures go."""
    told = "; ".join(f"{name}: {what}" for name, what in WHICH.items())
    parser.add_argument("which", nargs="?", choices=WHICH, default="every", help=told)
    parser.add_argument(
        "--out", type=Path, default=ROOT / "build" / "shots", metavar="THƯ_MỤC", help="nơi ghi ảnh"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        metavar="MÀN_HÌNH",
        help="chỉ những màn hình có một trong các chữ ấy trong tên (every, changed)",
    )
    parser.add_argument("-k", metavar="BIỂU_THỨC", help="chỉ các hành trình khớp biểu thức")


def run(options: argparse.Namespace) -> int:
    """Run the journeys with the folder that they write their pictures to."""
    folder = TOUR if options.which == "tour" else options.out.resolve() / options.which
    folder.mkdir(parents=True, exist_ok=True)
    told, paths = {
        "tour": ("LIENTHONG_TOUR", TOUR_JOURNEYS),
        "journeys": ("LIENTHONG_SHOTS", []),
    }.get(options.which, ("LIENTHONG_SHEETS", [EVERY_JOURNEY]))
    extra = {told: str(folder), "LIENTHONG_SCREENS": ",".join(options.only)}
    if options.which == "changed":
        extra["LIENTHONG_CHANGED"] = "\n".join(changed_files(ROOT))
    chosen = ["-k", options.k] if options.k else []
    done = [journeys.result([*chosen, *paths], extra)]
    if options.which == "tour":
        done.append(journeys.result([*chosen, *TOUR_OF_MANY], extra, MANY))
    status = steps.conclude(done)
    print(f"{len(list(folder.glob('**/*.png')))} ảnh trong {folder}")
    return status


def changed_files(root: Path) -> list[str]:
    """Files that differ from the last commit, new ones too; when none does, those it changed."""
    differing = [
        *_git(root, "diff", "--name-only", "HEAD"),
        *_git(root, "ls-files", "--others", "--exclude-standard"),
    ]
    return differing or _git(root, "show", "--name-only", "--format=", "HEAD")


def _git(root: Path, *words: str) -> list[str]:
    command = ["git", "-c", "core.quotePath=false", *words]
    asked = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return asked.stdout.splitlines()
