# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""HTML of a layout: few tags, no scripts, pictures by hash; anything else is refused by name."""

from __future__ import annotations

from html.parser import HTMLParser

import nh3

from lienthong.modules.onestop.domain.design.layouts import FOREIGN
from lienthong.modules.onestop.domain.design.pictures import ADDRESS, WIDEST
from lienthong.modules.onestop.domain.design.refusals import LayoutRefused

LARGEST = 80_000
"""Characters; three bytes each still fit into one post."""
TAGS = frozenset(
    [
        "p",
        "br",
        "h1",
        "h2",
        "h3",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "ul",
        "ol",
        "li",
        "div",
        "span",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "img",
    ]
)
ATTRIBUTES = {"*": {"class"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
ATTRIBUTES["img"] = {"src", "alt", "width"}
SILENCED = {"script", "style"}
"""Tags that go with what stands in them."""


def clean_markup(html: str) -> str:
    """The layout as it is kept. Raises ``LayoutRefused``."""
    if len(html) > LARGEST:
        raise LayoutRefused("too_large", f"{LARGEST // 1000} kB")
    if "\x00" in html or any("\ud800" <= letter <= "\udfff" for letter in html):
        raise LayoutRefused("odd_letters")
    instruction = FOREIGN.search(html)
    if instruction:
        raise LayoutRefused("instruction", instruction[0])
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    made = safe_markup(html)
    if not made:
        raise LayoutRefused("empty")
    return made


def safe_markup(html: str) -> str:
    """The same HTML without anything that a layout may not have."""
    allowed = {tag: ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) for tag in TAGS}
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=SILENCED,
        attributes=allowed,
        attribute_filter=_kept,
        url_schemes={"picture"},
    ).strip()


def _kept(tag: str, name: str, value: str) -> str | None:
    """Pictures by their hash and no other address; widths that are numbers."""
    if name == "src":
        return value if tag == "img" and ADDRESS.fullmatch(value) else None
    if name == "width":
        return value if value.isascii() and value.isdigit() and int(value) <= WIDEST else None
    return value


class _Inspector(HTMLParser):
    """Refuses the first tag or attribute that a layout may not have."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check one tag."""
        if tag not in TAGS:
            raise LayoutRefused("tag", tag[:40])
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
        for name, value in attrs:
            if name not in allowed:
                raise LayoutRefused("attribute", f"{tag} {name}"[:60])
            if name == "src" and not ADDRESS.fullmatch(value or ""):
                raise LayoutRefused("picture_unknown", str(value)[:60])

    def handle_decl(self, decl: str) -> None:
        """A document type has no place in a layout."""
        raise LayoutRefused("instruction", f"<!{decl[:20]}")

    def handle_pi(self, data: str) -> None:
        """Nor has an instruction."""
        raise LayoutRefused("instruction", f"<?{data[:20]}")
