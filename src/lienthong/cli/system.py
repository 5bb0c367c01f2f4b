# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Debian packages beside the Python environment: which are missing, and installing them."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lienthong.cli.paths import ROOT

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FONT_NAMES = ("DejaVu", "Noto", "Liberation", "BeVietnam")


@dataclass(frozen=True)
class Need:
    """Something the machine should have, the package that brings it, and what lacks without."""

    name: str
    package: str
    present: Callable[[], bool]
    without: str  # Vietnamese: what does not work when it is missing


def _library(name: str) -> Callable[[], bool]:
    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _vietnamese_font() -> bool:
    for folder in FONT_FOLDERS:
        for file in folder.rglob("*.[to]tf"):
            if file.name.startswith(FONT_NAMES):
                return True
    return False


_NO_PDF = "không tạo được bản in PDF"

RUNTIME = (
    Need("Pango", "libpango-1.0-0", _library("libpango-1.0.so.0"), _NO_PDF),
    Need("PangoFT2", "libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0"), _NO_PDF),
    Need(
        "HarfBuzz subset",
        "libharfbuzz-subset0",
        _library("libharfbuzz-subset.so.0"),
        "bản in PDF nặng hơn",
    ),
    Need("phông chữ tiếng Việt", "fonts-dejavu-core", _vietnamese_font, "bản in thiếu chữ"),
)
BROWSER = (
    Need("Chromium", "chromium", _program("chromium"), "không chạy được kiểm thử trình duyệt"),
)
TESTING = (
    *BROWSER,
    Need("pdfsig", "poppler-utils", _program("pdfsig"), "không kiểm được chữ ký trong PDF"),
    Need("SoftHSM", "softhsm2", _program("softhsm2-util"), "không thử được ký bằng PKCS#11"),
    Need("certutil", "libnss3-tools", _program("certutil"), "không lập được kho tin cậy để thử"),
    Need("gettext", "gettext", _program("xgettext"), "không so được bản dịch với mã nguồn"),
)

READING = (
    Need(
        "Tesseract tiếng Việt",
        "tesseract-ocr tesseract-ocr-vie",
        _program("tesseract"),
        "không tìm được chữ trong ảnh quét",
    ),
)
"""Small, so tests bring it where they may; the platform does without."""

OPTIONAL = (
    Need(
        "LibreOffice",
        "libreoffice-writer-nogui",
        lambda: any(shutil.which(name) for name in ("soffice", "libreoffice")),
        "không xem được tệp DOCX ngay trên trang (phải tải về)",
    ),
    *READING,
)
"""Large programs that the platform uses when they are there; only ``doctor`` tells of them."""


def missing(needs: Iterable[Need]) -> list[Need]:
    """The needs this machine does not meet."""
    return [need for need in needs if not need.present()]


def ensure(needs: Iterable[Need], say: Callable[[str], None]) -> list[Need]:
    """Install what is missing when we may; say one clear line for each that stays missing."""
    lacking = missing(needs)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Đang cài: " + ", ".join(need.package for need in lacking) + "…")
        _install([name for need in lacking for name in need.package.split()])
        lacking = missing(lacking)
    for need in lacking:
        say(f"Thiếu {need.name}: {need.without}. Cài bằng: apt-get install {need.package}")
    return lacking


def _install(packages: list[str]) -> None:
    """Install; when that fails, perhaps for old package lists, refresh them and try once more."""
    log = ROOT / "var" / "install.log"
    log.parent.mkdir(exist_ok=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-y"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    with log.open("ab") as output:

        def done(words: list[str]) -> bool:
            ran = subprocess.run(words, env=env, stdout=output, stderr=output, check=False)
            return ran.returncode == 0

        if not done(install) and done([*apt, "update"]):
            done(install)
