# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of the documents: which screens of the journeys, how wide, and small on disk.

Those of ``docs/tour`` are named here by screen and width; the tutorial and the front page have
pictures of their own size, made by the same command.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize

PHONE, DESK = 360, 1440
HEIGHTS = {PHONE: 780, DESK: 900}
COLOURS = 64
LARGEST = 120_000
"""Bytes of one picture."""
PICTURES: Mapping[str, tuple[int, ...]] = {
    "citizen-home": (PHONE,),
    "citizen-service": (PHONE,),
    "citizen-sent": (PHONE,),
    "citizen-tracking": (PHONE, DESK),
    "citizen-asked-intake": (PHONE,),
    "citizen-result": (PHONE,),
    "public-verification": (PHONE,),
    "citizen-rate": (PHONE,),
    "desk-check": (DESK,),
    "desk-supplement": (DESK,),
    "examiner-case": (DESK,),
    "leader-signing": (PHONE,),
    "clerk-case": (DESK,),
    "tour-services": (PHONE,),
    "tour-lookup": (PHONE,),
    "tour-late": (PHONE,),
    "tour-mandates": (PHONE,),
    "tour-contact": (PHONE,),
    "tour-help": (PHONE,),
    "tour-intake": (DESK,),
    "tour-business": (DESK,),
    "tour-permit": (DESK,),
    "tour-opinions": (DESK,),
    "tour-opinion-answer": (DESK,),
    "tour-extension-asked": (DESK,),
    "tour-extension-notice": (DESK,),
    "tour-stop-asked": (DESK,),
    "tour-stop-decided": (PHONE,),
    "tour-forward": (DESK,),
    "tour-hand-over": (DESK,),
    "desk-return": (DESK,),
    "tour-post": (DESK,),
    "tour-revoke": (DESK,),
    "tour-revoked": (PHONE,),
    "tour-messages": (PHONE,),
    "tour-day": (DESK,),
    "tour-warnings": (DESK,),
    "tour-register": (DESK,),
    "tour-delegation": (DESK,),
    "tour-reassign": (DESK,),
    "tour-officer-help": (DESK,),
    "tour-books": (DESK,),
    "tour-figures": (DESK,),
    "tour-search": (DESK,),
    "tour-form-editor": (DESK,),
    "tour-procedure": (DESK,),
    "tour-process": (DESK,),
    "tour-process-diagram": (DESK,),
    "tour-administration": (DESK,),
    "tour-units": (DESK,),
    "tour-configuration": (DESK,),
    "tour-integration": (DESK,),
    "tour-open-api": (DESK,),
    "tour-public-figures": (PHONE,),
}
TUTORIAL, FRONT = "tutorial/pictures", "pictures"
TALL = ViewportSize(width=PHONE, height=1000)
BOTH = ViewportSize(width=PHONE, height=HEIGHTS[PHONE])
WHOLE = ViewportSize(width=DESK, height=HEIGHTS[DESK])
ELSEWHERE: tuple[tuple[str, str, str, ViewportSize], ...] = (
    ("citizen-form-child", TUTORIAL, "citizen-form-child", TALL),
    ("citizen-review", TUTORIAL, "citizen-review", TALL),
    ("citizen-sent", TUTORIAL, "citizen-sent", TALL),
    ("citizen-tracking", TUTORIAL, "citizen-tracking", TALL),
    ("citizen-result", TUTORIAL, "citizen-result", TALL),
    ("public-verification", TUTORIAL, "public-verification", TALL),
    ("leader-review", TUTORIAL, "leader-review", BOTH),
    ("desk-check", TUTORIAL, "desk-check", WHOLE),
    ("counter-filled", TUTORIAL, "counter-filled", WHOLE),
    ("examiner-case", TUTORIAL, "examiner-case", WHOLE),
    ("clerk-case", TUTORIAL, "clerk-case", WHOLE),
    ("citizen-home", FRONT, "citizen-home", BOTH),
    ("citizen-service", FRONT, "citizen-service", ViewportSize(width=1080, height=750)),
    ("leader-signing", FRONT, "leader-signing", BOTH),
    ("examiner-case", FRONT, "officer-case", WHOLE),
)
"""Screen → folder below ``docs``, name of the file, size."""


def file_names() -> set[str]:
    """Every file that ``./lienthong shots tour`` writes."""
    return {f"{name}-{width}.png" for name, widths in PICTURES.items() for width in widths}


def keep(page: Page, folder: Path, name: str) -> None:
    """Write the pictures of a screen that the tour shows, in light colours; others are left."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in PICTURES.get(name, ()):
        page.set_viewport_size(ViewportSize(width=width, height=HEIGHTS[width]))
        (folder / f"{name}-{width}.png").write_bytes(small(page.screenshot()))
    for screen, place, file, size in ELSEWHERE:
        if screen == name:
            page.set_viewport_size(size)
            page.evaluate("window.scrollTo(0, 0)")
            (folder.parents[1] / place / f"{file}.png").write_bytes(small(page.screenshot()))


def small(picture: bytes) -> bytes:
    """The same picture with few colours, as screens of text need no more."""
    written = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
    return written.getvalue()
