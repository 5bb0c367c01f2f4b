# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two administrators change one row at once: the second is told by whom and overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.kernel.directories import directories
from lienthong.portals.administration.directories.tests.test_acts import sent
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
BASE = "/quan-tri/danh-muc"
LAW = "45/2019/QH14"
TODAY = {"since": f"{timezone.localdate():%d/%m/%Y}"}


class Row(NamedTuple):
    """A row that both open: the form, what each types there, by which of it they differ."""

    url: str
    theirs: dict[str, Any]
    mine: dict[str, Any]
    field: str


def made(client: Client, kind: str, **typed: Any) -> str:
    """The address of a new row."""
    done = sent(client, f"{BASE}/{kind}/them/them/", **typed)
    return str(done["Location"])


def code_list(client: Client) -> Row:
    url = made(client, "danh-muc-ma", code="dan-toc", title="Dân tộc")
    return Row(f"{url}sua/", {"title": "Các dân tộc"}, {"title": "Dân tộc Việt Nam"}, "title")


def code(client: Client) -> Row:
    code_list(client)
    url = made(client, "ma", code_list="dan-toc", code="01", title="Kinh", rank="1", **TODAY)
    typed = {"rank": "1"} | TODAY
    return Row(f"{url}sua/", typed | {"title": "Kinh (Việt)"}, typed | {"title": "Việt"}, "title")


def setting(client: Client) -> Row:
    url = made(client, "tham-so", key="access.openings", value='{"kept_days": 400}', **TODAY)
    theirs, mine = ({"value": f'{{"kept_days": {days}}}'} for days in (500, 600))
    return Row(f"{url}sua/", TODAY | theirs, TODAY | mine, "value")


def calendar_day(client: Client) -> Row:
    (url, *_others) = (row["url"] for row in client.get(f"{BASE}/ngay-trong-lich/").context["rows"])
    typed = {"kind": "holiday", "instrument": LAW}
    return Row(f"{url}sua/", typed | {"name": "Nghỉ lễ"}, typed | {"name": "Nghỉ bão"}, "name")


def book_plan(client: Client) -> Row:
    (url, *_others) = (row["url"] for row in client.get(f"{BASE}/cach-mo-so/").context["rows"])
    typed = {"how": "joint", "decided_by": "01/QĐ-UBND", "why": "Theo quy chế"}
    theirs, mine = {"kinds": ("decision", "plan")}, {"kinds": ("decision", "notice")}
    return Row(f"{url}chon/", typed | theirs, typed | mine, "kinds")


def shown(page: Any) -> dict[str, Any]:
    """What stands in the fields of a form."""
    return {each["view"].name: each["view"].value for each in page.context["fields"]}


@pytest.mark.parametrize("make", [code_list, code, setting, calendar_day, book_plan])
def test_the_second_is_told_by_whom_and_goes_on_from_there(
    world: World, administrator: Client, make: Callable[[Client], Row]
) -> None:
    row = make(administrator)
    mine = Client()
    mine.force_login(world.account("administrator", ward=world.other))
    seen = mine.get(row.url).context["seen"]
    assert sent(administrator, row.url, **row.theirs).status_code == 302
    kept = shown(administrator.get(row.url))[row.field]
    assert kept == row.theirs[row.field]

    late = mine.post(row.url, row.mine | {"seen": seen, "_looked": "1"})

    assert late.status_code == 409
    assert shown(administrator.get(row.url))[row.field] == kept
    name = world.account("administrator").display_name
    assert late.context["told"].startswith(name), late.context["told"]
    assert "vừa thay đổi lúc" in late.context["told"]
    assert shown(late) | row.mine == shown(late), "nothing typed is lost"
    again = row.mine | {"seen": late.context["seen"], "_looked": "1"}
    assert mine.post(row.url, again).status_code == 302
    assert shown(mine.get(row.url))[row.field] == row.mine[row.field]


REPEATED = {"bo-lop-hai", "mo-khoa-tam", "chay", "theo-tep"}
"""Acts that change nothing where a row is so already."""


def test_no_act_on_a_row_is_done_to_one_that_is_not_as_it_was_seen(administrator: Client) -> None:
    refused = set()
    for each in directories():
        base = f"{BASE}/{each.slug}/"
        rows = administrator.get(base).context["rows"]
        for act in each.acts:
            for url in () if act.makes or act.code in REPEATED else [r["url"] for r in rows[:2]]:
                asked = administrator.get(f"{url}{act.code}/")
                if asked.status_code != 200:
                    continue
                typed = {name: value or "" for name, value in shown(asked).items()}
                typed |= {"seen": "khac", "_looked": "1", "why": "Theo quy chế"}
                answer = administrator.post(f"{url}{act.code}/", typed)
                assert answer.status_code in {409, 422}, (each.slug, act.code)
                refused |= {(each.slug, act.code)} if answer.status_code == 409 else set()

    assert len(refused) >= 15, refused
