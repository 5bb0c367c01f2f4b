# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Small markup helpers every tag file uses: attributes, icons, reading dicts or objects."""

from functools import cache, lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lienthong.core.ui.domain.assets import ICON_LIST
from lienthong.core.ui.domain.sprite import icon_names

OWN_SYMBOLS = frozenset({"lt-mark", "lt-star"})


@cache
def known_icons() -> frozenset[str]:
    """Return the names the sprite holds."""
    return frozenset(icon_names(ICON_LIST.read_text("utf-8"))) | OWN_SYMBOLS


def attributes(values: dict[str, Any]) -> SafeString:
    """Join attributes: ``hx_post`` becomes ``hx-post``, True stands alone, None and False go."""
    drawn = []
    for name, value in values.items():
        if value is None or value is False:
            continue
        plain_name = conditional_escape(name.rstrip("_").replace("_", "-"))
        drawn.append(
            f" {plain_name}" if value is True else f' {plain_name}="{conditional_escape(value)}"'
        )
    return mark_safe("".join(drawn))  # noqa: S308  # each part was escaped


@lru_cache(maxsize=4096)
def icon_svg(name: str, *, size: int = 20, label: str = "", css: str = "") -> SafeString:
    """Return the markup of an icon; without a label it is hidden from screen readers."""
    if name not in known_icons():
        raise ValueError(f"icon {name!r} is not in reference/icons.txt")
    classes = " ".join(part for part in ("icon", f"icon-{size}", css) if part)
    named = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return format_html(
        '<svg class="{}"{}><use href="{}#{}"></use></svg>',
        classes,
        attributes(named),
        static("ui/icons.svg"),
        name,
    )


def read(item: Any, name: str, default: Any = "") -> Any:
    """Read a key of a mapping or an attribute of an object; None counts as absent."""
    found = item.get(name) if hasattr(item, "get") else getattr(item, name, None)
    return default if found is None else found


def plain(item: Any, *names: str) -> dict[str, Any]:
    """Return the named values of a mapping or object as a dict, absent ones as ""."""
    return {name: read(item, name) for name in names}
