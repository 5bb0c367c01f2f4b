# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Words on a real picture are read by the Tesseract of this machine, and then they are found."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from lienthong.core.documents.actions.files import open_file, store_upload
from lienthong.core.documents.adapters.recogniser import Tesseract, recogniser
from lienthong.core.documents.enums import TextMethod
from lienthong.core.documents.models import FileText
from lienthong.core.documents.tests import samples
from lienthong.core.documents.tests.conftest import Office
from lienthong.kernel.text import fold

pytestmark = pytest.mark.covers("5")
LINES = ("GIẤY KHAI SINH", "Họ và tên: Hoàng Thị Duyên", "Phường Đồng Hới, tỉnh Quảng Trị")
NO_PROGRAM = "Tesseract or its Vietnamese is not installed: reading of pictures was NOT tested"


@pytest.fixture
def reader() -> Any:
    """Who reads here; without anybody the test is skipped and says so aloud."""
    recogniser.cache_clear()  # another test may have hidden the program
    found = recogniser()
    if found is None:
        warnings.warn(NO_PROGRAM, stacklevel=1)
        pytest.skip(NO_PROGRAM)
    return found


def photograph() -> bytes:
    """Lines of a paper as a scan at about 200 dpi: grey ground, a little turned."""
    font = ImageFont.truetype(str(finders.find("documents/fonts/be-vietnam-pro-500.ttf")), 40)
    sheet = Image.new("L", (1000, 420), 245)
    pen = ImageDraw.Draw(sheet)
    for number, line in enumerate(LINES):
        pen.text((80, 60 + number * 100), line, fill=30, font=font)
    turned = sheet.rotate(0.6, fillcolor=245, resample=Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    turned.save(buffer, "PNG")
    return buffer.getvalue()


def test_words_of_a_scanned_picture_are_read_and_kept(
    reader: Any, office: Office, own_store: Path, tmp_path: Path, run_jobs: Callable[[], list[str]]
) -> None:
    actor = office.clerk
    file = open_file("x", owner_kind="work", owner_id=1, unit_id=office.unit.pk, actor=actor)
    path = samples.put(tmp_path, "anh.png", photograph())
    version = store_upload(file, path=path, name="anh.png", actor=actor)
    assert "documents.recognise_words" in run_jobs()
    kept = FileText.objects.get(version=version)
    assert kept.method == TextMethod.OCR
    read = fold(kept.text)
    assert [fold(line) for line in LINES if fold(line) not in read] == []


def test_a_page_that_cannot_be_read_gives_no_words(reader: Tesseract) -> None:
    assert reader.read([b"khong phai anh"]) == ""
    assert Tesseract("/bin/false").read([photograph()]) == ""
