# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.serving import serving_headers


@pytest.mark.parametrize(
    ("media_type", "inline", "shown"),
    [
        (kinds.PDF, True, True),
        (kinds.JPEG, True, True),
        (kinds.PDF, False, False),
        (kinds.DOCX, True, False),
        ("text/html", True, False),
    ],
)
def test_only_pictures_and_pdf_are_shown_in_the_page(
    media_type: str, inline: bool, shown: bool
) -> None:
    headers = serving_headers("tệp.x", media_type, inline=inline)
    assert headers["Content-Disposition"].startswith("inline" if shown else "attachment")


@pytest.mark.parametrize("media_type", [kinds.PDF, kinds.PNG, "text/html"])
def test_every_file_is_served_without_rights(media_type: str) -> None:
    headers = serving_headers("tệp.x", media_type, inline=True)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-store"
    if media_type != kinds.PDF:
        assert "sandbox" in headers["Content-Security-Policy"]
