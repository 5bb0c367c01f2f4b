# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tags of the page frame: they read the few context variables the bases know, safely."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from lienthong.core.ui.api import display_of
from lienthong.core.ui.domain.days import long_date
from lienthong.core.ui.domain.drum import band_figure_svg
from lienthong.core.ui.domain.frame import SIZES, Display, Frame
from lienthong.core.ui.domain.steadiness import steady
from lienthong.core.ui.templatetags.ui_markup import attributes, plain, read
from lienthong.kernel.text import initials

register = template.Library()
MENU_KEYS = ("title", "url", "icon", "count", "current", "heading")
BAND_FIGURE = band_figure_svg(tiles=28)
POST_KEYS = ("unit", "role", "value", "current")


@register.simple_tag(takes_context=True)
def html_attributes(context: Context) -> SafeString:
    """Return lang, theme and type size for the html element."""
    shown = display(context)
    size = shown.size if shown.size != SIZES[0] else None
    return attributes(
        {"lang": get_language() or "vi", "data_theme": shown.theme or None, "data_size": size}
    )


@register.simple_tag(takes_context=True)
def display(context: Context) -> Display:
    """Return the theme and size chosen in this browser."""
    request = context.get("request")
    return display_of(request) if isinstance(request, HttpRequest) else Display()


@register.simple_tag
def display_choices(shown: Display, group: str) -> SafeString:
    """Draw the sizes and themes to choose from, the present ones pressed."""
    return _display_choices(shown, group, get_language())


@lru_cache(maxsize=128)
def _display_choices(shown: Display, group: str, _language: str | None) -> SafeString:
    """What is chosen, where it stands and the language make them what they are."""
    return render_to_string("ui/parts/display_choices.html", {"shown": shown, "group": group})


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """Return the names and addresses of the frame."""
    found = context.get("frame")
    return found if isinstance(found, Frame) else Frame()


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> str:
    """Return the title of the page with "Lỗi: " before it when something must be corrected."""
    title = page_heading(context)
    return gettext("Lỗi: %(title)s") % {"title": title} if _has_errors(context) else title


@register.simple_tag(takes_context=True)
def page_heading(context: Context) -> str:
    """Return the title of the page as its heading and crumbs say it, whatever must be corrected."""
    return str(context.get("page_title") or "")


@register.simple_tag(takes_context=True)
def menu_items(context: Context) -> list[dict[str, Any]]:
    """Return the entries of the navigation."""
    return [plain(item, *MENU_KEYS) for item in context.get("menu") or ()]


@register.simple_tag(takes_context=True)
def citizen_entries(context: Context) -> list[dict[str, Any]]:
    """Return the entries of the citizen's bar; an officer who stands there is led back to work."""
    shown = frame(context)
    if shown.is_officer:
        return [{"title": gettext("Về việc của tôi"), "url": shown.officer_home_url}]
    return menu_items(context)


@register.simple_tag(takes_context=True)
def post_items(context: Context) -> list[dict[str, Any]]:
    """Return the posts a person may switch between; one post is no choice."""
    posts = [plain(item, *POST_KEYS) for item in context.get("posts") or ()]
    return posts if len(posts) > 1 else []


@register.simple_tag(takes_context=True)
def person(context: Context) -> dict[str, Any]:
    """Return who is signed in: name, initials, post, and for whom the person acts."""
    request = context.get("request")
    actor = context.get("actor") or getattr(request, "actor", None)
    name = "" if read(actor, "kind") == "anonymous" else str(read(actor, "name"))
    return {
        "signed_in": bool(name),
        "name": name,
        "given": " ".join(name.split()[-2:]),
        "initials": initials(name) if name else "",
        "position": read(actor, "position"),
        "unit": read(actor, "unit_name"),
        "for_name": read(actor, "on_behalf_of_name"),
        "until": read(actor, "on_behalf_until", None),
        "stands_in": read(actor, "stands_in_for", ()),
    }


@register.simple_tag(takes_context=True)
def unread(context: Context, counted: object = True) -> int:
    """Return how many messages the reader has not seen; none is counted where none is shown."""
    return 0 + frame(context).unread if counted else 0  # a lazy number becomes the number


@register.simple_tag
def now_line(*, time: bool = True) -> SafeString:
    """Return the date and time of the top bar: "Thứ Sáu 20/11/2026 · 14:20"."""
    moment = timezone.localtime()
    shown = f"{long_date(moment)} · {moment:%H:%M}" if time else long_date(moment)
    stamp = moment.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', stamp, shown)


@register.inclusion_tag("ui/parts/command_palette.html", takes_context=True)
def command_palette(context: Context) -> dict[str, Any]:
    """Draw the command palette, closed; without JavaScript the search page does its work."""
    return {"frame": frame(context), "entries": menu_items(context)}


@register.simple_tag
@steady
def band_figure() -> SafeString:
    """Draw the border as a picture of its own, so that it prints without backgrounds."""
    return mark_safe(BAND_FIGURE)  # noqa: S308


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """Return the path of this page, for links that lead back to it."""
    request = context.get("request")
    return request.get_full_path() if isinstance(request, HttpRequest) else "/"


@register.simple_tag(takes_context=True)
def language_address(context: Context) -> str:
    """Return the address that changes the language and leads back to this page."""
    return f"{frame(context).language_url}&{urlencode({'next': here(context)})}"


def _has_errors(context: Context) -> bool:
    errors, form = context.get("errors"), context.get("form")
    return bool(getattr(errors, "errors", errors) or getattr(form, "errors", None))
