# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fill the plain HTML pages of the simulators; every value is escaped unless it is markup."""

from datetime import datetime, timedelta, timezone
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from lienthong.simulators.http import Response

PAGES = Path(__file__).with_name("pages")
VIETNAM = timezone(timedelta(hours=7))


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


@cache
def _template(name: str) -> Template:
    return Template((PAGES / name).read_text(encoding="utf-8"))


def fill(template: str, /, **values: str) -> Markup:
    """Fill a piece of a page. Raises KeyError when a value is missing."""
    safe = {k: v if isinstance(v, Markup) else escape(v) for k, v in values.items()}
    return Markup(_template(template).substitute(safe))


def vietnam_time(moment: datetime) -> str:
    """The time of day as a clock in Việt Nam shows it."""
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S")


def join(pieces: list[Markup]) -> Markup:
    """Put pieces one after another."""
    return Markup("".join(pieces))


def page(
    template: str,
    title: str,
    /,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    **values: str,
) -> Response:
    """Answer a whole page under the common frame."""
    body = fill("base.html", title=title, content=fill(template, **values))
    guard = (
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("cache-control", "no-store"),
    )
    return Response(body.encode(), status, headers=(*guard, *headers))
