# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of a Word file: found by their link inside the file, looked at, named by hash."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from lienthong.modules.onestop.domain.design.pictures import (
    EMU,
    WIDEST,
    Limits,
    Picture,
    read_picture,
)
from lienthong.modules.onestop.domain.design.refusals import LayoutRefused

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELS = "word/_rels/document.xml.rels"
LONGEST_ALT = 200
if TYPE_CHECKING:  # etree is loaded by those who read a document
    Element: TypeAlias = etree._Element


class Pictures:
    """The pictures that a document shows, each kept once, in the order they come."""

    def __init__(self, parts: Mapping[str, bytes], limits: Limits) -> None:
        self.parts, self.limits = parts, limits
        self.found: dict[str, Picture] = {}
        self._targets = _targets(parts)

    def said(self, drawing: Element) -> str:
        """A drawing as HTML: its picture, as wide as in Word. Raises ``LayoutRefused``."""
        blips = list(drawing.iter(f"{A}blip"))
        if len(blips) != 1 or blips[0].get(f"{R}link"):
            raise LayoutRefused("picture")
        name = self._targets.get(blips[0].get(f"{R}embed", ""), "")
        if name not in self.parts:
            raise LayoutRefused("picture_kind", name or "?")
        if name not in self.found:
            if len(self.found) >= self.limits.pictures:
                raise LayoutRefused("picture_many", str(self.limits.pictures))
            short = name.rpartition("/")[2][:60]
            self.found[name] = read_picture(self.parts[name], short, self.limits)
        return _image(self.found[name], drawing)


def _image(picture: Picture, drawing: Element) -> str:
    extent, about = drawing.find(f".//{DRAWING}extent"), drawing.find(f".//{DRAWING}docPr")
    text = about.get("descr", "") if about is not None else ""
    wide = extent.get("cx", "") if extent is not None else ""
    pixels = min(int(wide) // EMU, WIDEST) if wide.isascii() and wide.isdigit() else 0
    width = f' width="{pixels}"' if pixels else ""
    return f'<img src="{picture.address}" alt="{escape(text[:LONGEST_ALT])}"{width}>'


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Where the links of the document lead inside the file; the links were checked before."""
    if RELS not in parts:
        return {}
    links = etree.fromstring(parts[RELS], etree.XMLParser(resolve_entities=False))
    found = {}
    for link in links:
        target = str(link.get("Target", ""))
        place = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        if link.get("TargetMode") != "External":
            found[str(link.get("Id", ""))] = place
    return found
