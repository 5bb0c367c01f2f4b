# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Front door of the ui app."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from lienthong.core.ui.actions.bulk import (
    begin_bulk,
    carry_on,
    resume_bulk,
    stop_bulk,
    take_back_bulk,
    take_back_until,
)
from lienthong.core.ui.actions.give import give_view
from lienthong.core.ui.actions.keep import (
    NewView,
    choose_view,
    remove_view,
    save_view,
    take_over_view,
)
from lienthong.core.ui.actions.tags import set_tags
from lienthong.core.ui.domain.days import (
    long_date,
    parse_date_text,
    read_three_part_date,
    weekday,
    weekday_short,
)
from lienthong.core.ui.domain.fields import FieldView
from lienthong.core.ui.domain.frame import (
    SIZE_COOKIE,
    THEME_COOKIE,
    Display,
    Frame,
    display_from,
)
from lienthong.core.ui.domain.samples import style_guide as style_guide_context
from lienthong.core.ui.enums import ViewAudience
from lienthong.core.ui.forms import (
    MoneyField,
    OneInputDateField,
    SeveralSelects,
    ThreePartDateField,
    WholeField,
    field_view,
)
from lienthong.core.ui.models import BulkRun, SavedView
from lienthong.core.ui.permissions import SHARE
from lienthong.core.ui.queries import (
    Look,
    Receiver,
    look_of,
    refusal_of,
    runs_of,
    shared_within,
    tag_ids_of,
    tags_of,
    tags_of_units,
    views_of,
)

YEAR = 365 * 24 * 3600

__all__ = [
    "SHARE",
    "BulkRun",
    "Display",
    "FieldView",
    "Frame",
    "Look",
    "MoneyField",
    "NewView",
    "OneInputDateField",
    "Receiver",
    "SavedView",
    "SeveralSelects",
    "ThreePartDateField",
    "ViewAudience",
    "WholeField",
    "begin_bulk",
    "carry_on",
    "choose_view",
    "display_of",
    "field_view",
    "give_view",
    "long_date",
    "look_of",
    "parse_date_text",
    "read_three_part_date",
    "refusal_of",
    "remove_view",
    "resume_bulk",
    "runs_of",
    "save_view",
    "set_tags",
    "shared_within",
    "stop_bulk",
    "store_display",
    "style_guide_context",
    "tag_ids_of",
    "tags_of",
    "tags_of_units",
    "take_back_bulk",
    "take_back_until",
    "take_over_view",
    "views_of",
    "weekday",
    "weekday_short",
]


def display_of(request: HttpRequest) -> Display:
    """Return the theme and type size the browser asks for."""
    return display_from(request.COOKIES, theme=THEME_COOKIE, size=SIZE_COOKIE)


def store_display(response: HttpResponse, data: Mapping[str, str]) -> None:
    """Remember ``theme`` and ``size`` of a query for a year; "system" forgets the theme."""
    chosen = display_from(data, theme="theme", size="size")
    if chosen.theme:
        response.set_cookie(THEME_COOKIE, chosen.theme, max_age=YEAR, samesite="Lax")
    elif data.get("theme") == "system":
        response.delete_cookie(THEME_COOKIE)
    if "size" in data:
        response.set_cookie(SIZE_COOKIE, chosen.size, max_age=YEAR, samesite="Lax")
