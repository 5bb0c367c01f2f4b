# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sample papers as the PDF that will be printed: asked for, drawn by the worker, shown for a while.

They are nobody's files: what is drawn lies in the shared cache until it runs out.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache

from lienthong.core.documents.adapters.press import assets
from lienthong.kernel import ports

KEPT_SECONDS = 1800
_PLACE = "documents.sample:%s"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample paper: its HTML until it is drawn, then the PDF and its first page as JPEG."""

    html: str = ""
    pdf: bytes = b""
    picture: bytes = b""
    pages: int = 0
    is_broken: bool = False

    @property
    def is_done(self) -> bool:
        """Whether the worker has tried."""
        return bool(self.pdf) or self.is_broken


def ask_sample(html: str) -> str:
    """Have the worker draw a sample; its key. What is being drawn is not asked for again."""
    key = sha256(html.encode()).hexdigest()
    if cache.add(_PLACE % key, Sample(html=html), KEPT_SECONDS):
        ports.defer("documents.draw_sample", key=key)
    return key


def sample_of(key: str) -> Sample | None:
    """A sample that was asked for; None when nobody asked, or too long ago."""
    found: Sample | None = cache.get(_PLACE % key)
    return found


def draw_sample(key: str) -> None:
    """Draw a sample that was asked for, once."""
    from lienthong.core.documents.domain.pdf.preview import first_page  # worker only
    from lienthong.core.documents.domain.pdf.render import RenderError, render_pdf  # worker only

    asked = sample_of(key)
    if asked is None or asked.is_done:
        return
    try:
        drawing = render_pdf(asked.html, assets=assets())
    except RenderError:
        done = Sample(is_broken=True)
    else:
        done = Sample(pdf=drawing.pdf, picture=first_page(drawing.pdf), pages=drawing.pages)
    cache.set(_PLACE % key, done, KEPT_SECONDS)
