# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Components of both sides: icon, button, crumbs, card, callout, facts, dialog, toast …"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from lienthong.core.ui.domain.steadiness import steady
from lienthong.core.ui.templatetags.ui_markup import attributes, icon_svg, plain, read
from lienthong.kernel.language import OF_RECORD
from lienthong.kernel.money import number
from lienthong.kernel.text import initials

register = template.Library()

CALLOUT_ICONS = {
    "info": "info-circle",
    "ok": "circle-check",
    "soon": "alert-circle",
    "late": "alert-triangle",
    "paused": "player-pause",
}
_VIETNAMESE = re.compile("[ăâđêôơưà-ãè-êìíò-õùúýĩũạ-ỹ]", re.IGNORECASE)
FACT_KEYS = ("label", "value", "note", "url", "url_label", "strong")


@register.simple_tag
@steady
def icon(name: str, *, size: int = 20, label: str = "", css: str = "") -> SafeString:
    """Draw an icon of the sprite; decorative unless it has a label."""
    return icon_svg(name, size=size, label=label, css=css)


@register.simple_tag
@steady
def button(
    text: str,
    *,
    kind: str = "outline",
    href: str = "",
    icon: str = "",
    icon_after: str = "",
    key: str = "",
    size: str = "",
    full: bool = False,
    disabled: bool = False,
    busy: bool = False,
    **more: Any,
) -> SafeString:
    """Draw a button, or a link that looks like one when ``href`` is given."""
    classes = ["button", f"button--{kind}"]
    classes += ["button--full"] if full else []
    classes += [f"button--{size}"] if size else []
    leading = "loader-2" if busy else icon
    inner = format_html(
        "{}<span>{}</span>{}{}",
        icon_svg(leading, size=20) if leading else "",
        text,
        icon_svg(icon_after, size=20) if icon_after else "",
        keys(key) if key else "",
    )
    css = " ".join([*classes, str(more.pop("css", ""))]).strip()
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, attributes(more), inner)
    more.setdefault("type", "submit")
    state = {"disabled": disabled, "aria_busy": "true" if busy else None}
    return format_html('<button class="{}"{}>{}</button>', css, attributes(more | state), inner)


@register.filter
def vi(text: object) -> object:
    """Mark a text of the data (procedure, name, law) as Vietnamese where the page speaks otherwise.

    Screen readers then read it right. Text without Vietnamese letters stays as it is.
    """
    return format_html('<span lang="vi">{}</span>', text) if is_foreign(text) else text


@register.filter
def vi_lang(text: object) -> SafeString:
    """Return the attribute that says the same, for elements that hold text only (``option``)."""
    return attributes({"lang": OF_RECORD if is_foreign(text) else None})


@register.filter
def vi_within(text: object, part: object) -> SafeString:
    """Mark a text of the data (a name) where it stands within a sentence of the interface."""
    return mark_safe(escape(text).replace(escape(part), format_html("{}", vi(part))))  # noqa: S308  # both are escaped


def is_foreign(text: object) -> bool:
    """Whether a text of the data is Vietnamese on a page that speaks another language."""
    said = str(text)
    return not said.isascii() and get_language() != OF_RECORD and bool(_VIETNAMESE.search(said))


@register.simple_tag
@steady
def icon_button(icon: str, label: str, *, href: str = "", **more: Any) -> SafeString:
    """Draw a button that is only an icon, named for screen readers and by a tooltip."""
    named = {"aria_label": label, "title": label, **more}
    drawn = icon_svg(icon, size=18)
    if href:
        return format_html(
            '<a class="icon-button" href="{}"{}>{}</a>', href, attributes(named), drawn
        )
    named.setdefault("type", "button")
    return format_html('<button class="icon-button"{}>{}</button>', attributes(named), drawn)


@register.simple_tag
@steady
def keys(*names: str) -> SafeString:
    """Draw key caps; "Ctrl ↵" in one argument is one cap."""
    return format_html_join(" ", "<kbd>{}</kbd>", ((name,) for name in names))


@register.simple_tag
def copy_button(value: str, label: str, **more: Any) -> SafeString:
    """Draw a button that copies a value; says so in its own place."""
    done = gettext("Đã sao chép")
    return button(
        label, icon="copy", type="button", data_copy=value, data_done=done, css="needs-js", **more
    )


@register.inclusion_tag("ui/parts/breadcrumbs.html")
def breadcrumbs(items: Iterable[Sequence[str | None]]) -> dict[str, Any]:
    """Draw the way back: (title, address) pairs, the last one may have no address."""
    return {"items": [{"title": item[0], "url": item[1] or ""} for item in items]}


@register.inclusion_tag("ui/parts/facts.html")
def facts(rows: Iterable[Any], variant: str = "list") -> dict[str, Any]:
    """Draw facts: "list" in cards, "cells" under an ink line, "compact" for officers."""
    css = "cells" if variant == "cells" else f"facts facts--{variant}"
    return {
        "rows": [plain(row, *FACT_KEYS) for row in rows],
        "css": css,
        "cells": variant == "cells",
    }


@register.inclusion_tag("ui/parts/empty_state.html")
def empty_state(
    title: str,
    *,
    text: str = "",
    action: str = "",
    url: str = "",
    drum: bool = False,
    icon: str = "",
) -> dict[str, Any]:
    """Say what belongs here and what to do next; the drum only for good emptiness."""
    return {"title": title, "text": text, "action": action, "url": url, "drum": drum, "icon": icon}


@register.inclusion_tag("ui/parts/pagination.html")
def pagination(page: Any) -> dict[str, Any]:
    """Draw the range and the two links of a paged or keyset-loaded list."""
    return plain(page, "first", "last", "total", "previous_url", "next_url")


@register.simple_tag
def time_left(until: datetime) -> SafeString:
    """Say how long something can still be done; the page counts down."""
    minutes = max(0, round((until - timezone.now()).total_seconds() / 60))
    words = ngettext("còn %(count)s phút", "còn %(count)s phút", minutes) % {"count": minutes}
    pattern = '<time class="quiet small tabular" datetime="{}" data-left="{}">{}</time>'
    return format_html(pattern, until.isoformat(timespec="seconds"), gettext("còn"), words)


@register.inclusion_tag("ui/parts/toast.html")
def toast(message: str, *, undo_url: str = "", undo_label: str = "") -> dict[str, Any]:
    """Say in one sentence what was done, with a way to undo it."""
    return {"message": message, "undo_url": undo_url, "undo_label": undo_label}


@register.inclusion_tag("ui/parts/toasts.html", takes_context=True)
def toasts(context: template.Context) -> dict[str, Any]:
    """Tell what was done; what failed stands in the page, see ``failed_messages``."""
    done = [item for item in context.get("messages") or () if not _is_error(item)]
    return {"done": [{"text": item, "undo_url": _undo_url(item)} for item in done]}


@register.inclusion_tag("ui/parts/failed_messages.html", takes_context=True)
def failed_messages(context: template.Context) -> dict[str, Any]:
    """Draw the errors among the messages of the request, as callouts at the head of the page."""
    return {"failed": [item for item in context.get("messages") or () if _is_error(item)]}


def _is_error(item: object) -> bool:
    return "error" in str(read(item, "tags"))


def _undo_url(item: object) -> str:
    """A message with the tag ``undo=address`` offers to take back what it tells."""
    tags = str(read(item, "extra_tags") or "").split()
    return next((tag.removeprefix("undo=") for tag in tags if tag.startswith("undo=/")), "")


@register.inclusion_tag("ui/parts/comment.html")
def comment_item(name: str, time: str, text: str, *, system: bool = False) -> dict[str, Any]:
    """Draw one remark or, quieter, one event of the system."""
    return {"name": name, "time": time, "text": text, "system": system}


@register.simple_tag
def skeleton(lines: int = 3) -> SafeString:
    """Draw grey lines for content that is on its way; hidden from screen readers."""
    drawn = format_html_join("", "<span></span>{}", (("",) for _ in range(lines)))
    return format_html('<p class="skeleton" aria-hidden="true">{}</p>', drawn)


@register.filter
def grouped(count: int) -> str:
    """Write a count with points between thousands: ``4.919``."""
    return number(count)


@register.filter
def words(text: str) -> list[str]:
    """Split a short list written in a template."""
    return text.split()


@register.filter(name="initials")
def initials_of(name: str) -> str:
    """Return the letters an avatar shows."""
    return initials(name)


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str = "",
    level: int = 2,
    css: str = "",
    id: str = "",  # noqa: A002
) -> SafeString:
    """Frame a part of the page that stands for itself."""
    heading = format_html('<h{0} class="card__title">{1}</h{0}>', level, title) if title else ""
    return format_html(
        '<section class="{}"{}>{}{}</section>',
        f"card {css}".strip(),
        attributes({"id": id or None}),
        heading,
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def callout(
    content: str, kind: str = "info", *, icon: str = "", role: str = "", focus: bool = False
) -> SafeString:
    """Point out something: info, ok, soon, late or paused; ``focus`` opens the page there."""
    drawn = icon_svg(icon or CALLOUT_ICONS[kind], size=20)
    marks = {"role": role or None, "tabindex": "-1" if focus else None, "data-focus": focus}
    return format_html(
        '<div class="callout callout--{}"{}>{}<div class="callout__body">{}</div></div>',
        kind,
        attributes(marks),
        drawn,
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def disclosure(content: str, title: str, *, open: bool = False) -> SafeString:  # noqa: A002
    """Hide exceptional cases and legal texts until somebody asks; works without JavaScript."""
    return format_html(
        '<details class="disclosure"{}><summary>{}{}</summary>'
        '<div class="disclosure__body">{}</div></details>',
        attributes({"open": open}),
        title,
        icon_svg("chevron-down", size=20),
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002
    """Ask before an act; opened by a button with ``data_dialog``, closed with Esc."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title">'
        '<h2 class="dialog__title" id="{0}-title">{1}</h2>{2}</dialog>',
        id,
        title,
        mark_safe(content),  # noqa: S308
    )
