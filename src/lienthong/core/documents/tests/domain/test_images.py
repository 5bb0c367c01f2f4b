# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import io
from pathlib import Path

import pytest
from PIL import Image

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.images import preview_jpeg
from lienthong.core.documents.tests import samples


def test_preview_stands_upright_and_tells_nothing(tmp_path: Path) -> None:
    original = samples.turned_jpeg()
    path = samples.put(tmp_path, "x", original)
    with Image.open(io.BytesIO(preview_jpeg(path))) as preview:
        assert preview.size == (20, 40)
        assert dict(preview.getexif()) == {}
    assert path.read_bytes() == original


def test_preview_is_small(tmp_path: Path) -> None:
    path = samples.put(tmp_path, "x", samples.picture("PNG", (4000, 1000)))
    with Image.open(io.BytesIO(preview_jpeg(path))) as preview:
        assert preview.size == (1600, 400)


def test_transparent_picture_gets_a_white_ground(tmp_path: Path) -> None:
    path = tmp_path / "x"
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(path, "PNG")
    with Image.open(io.BytesIO(preview_jpeg(path))) as preview:
        assert preview.getpixel((4, 4)) == (255, 255, 255)


def test_broken_picture_is_an_answer(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        preview_jpeg(samples.put(tmp_path, "x", samples.picture()[:-200]))
