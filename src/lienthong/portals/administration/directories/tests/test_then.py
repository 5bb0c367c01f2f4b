# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Another day is shown as it was, whether rows carry days of their own or the trail knows them."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lienthong.core.access.api import Delegation, Role, actor_for, may
from lienthong.core.accounts.api import Account
from lienthong.core.deadlines.api import WorkCalendar
from lienthong.core.integration.api import JobDay
from lienthong.core.numbering.api import Book, Number
from lienthong.core.references.api import bring_configuration, exported
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    Brought,
    Fate,
    bring,
    current_values,
    directory,
    read_values,
    row_by_key,
)
from lienthong.portals.administration.directories.tests.test_acts import sent
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
BASE = "/quan-tri/danh-muc"


def day(offset: int) -> str:
    return f"{timezone.localdate() + timedelta(days=offset):%d/%m/%Y}"


def texts(client: Client, address: str, **asked: str) -> list[list[str]]:
    """The cells of a list, row by row."""
    page = client.get(address, asked)
    return [[cell["text"] for cell in row["cells"]] for row in page.context["rows"]]


def test_role_when_renamed_today_has_its_old_name_yesterday_and_a_new_one_is_not_there(
    world: World, administrator: Client
) -> None:
    role = Role.objects.get(code="one_stop_officer")
    old, held = role.title, list(role.permissions)
    url = f"{BASE}/vai-tro/"
    sent(administrator, f"{url}{role.pk}/sua/", title="Tên khác", permissions=held[:1])
    sent(administrator, f"{url}them/lap/", code="moi", title="Vai trò mới", permissions=held[:1])

    now, then = texts(administrator, url), texts(administrator, url, ngay=day(-1))

    assert ["Tên khác", role.code, "1", "", ""] in now
    assert ["Vai trò mới", "moi", "1", "", ""] in now
    assert [old, role.code, str(len(held)), "", ""] in then
    assert "moi" not in [cells[1] for cells in then]
    assert [row[1] for row in texts(administrator, url, ngay=day(-1), tim=old)] == [role.code]
    assert texts(administrator, url, ngay=day(-1), tim="Tên khác") == []
    page = administrator.get(f"{url}{role.pk}/", {"ngay": day(-1)})
    assert page.context["facts"][0]["value"] == old
    gone = Role.objects.get(code="moi")
    missing = administrator.get(f"{url}{gone.pk}/", {"ngay": day(-1)}).content.decode()
    assert "mục này không có hiệu lực" in missing
    role.refresh_from_db()
    assert role.title == "Tên khác"
    body = b"".join(administrator.get(f"{url}excel/", {"ngay": day(-1)}))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
    assert old in [row[1] for row in sheet.to_python()]


def test_instrument_and_account_are_shown_with_what_they_said_on_the_day(
    world: World, administrator: Client
) -> None:
    url = f"{BASE}/can-cu/"
    typed = {"key": "1/2026/QD-X", "title": "Quy chế", "kind": "decision"}
    typed |= {"in_force_from": "01/02/2026", "in_force_to": "01/08/2026"}
    sent(administrator, f"{url}them/them/", **typed)
    ahead = {where: texts(administrator, url, tim="1/2026/qd-x", ngay=where)
             for where in ("15/01/2026", day(0), day(9))}  # fmt: skip
    assert ahead["15/01/2026"] == []
    assert [ahead[day(n)][0][5] for n in (0, 9)] == ["hết hiệu lực"] * 2

    account = world.account("civil_status_officer")
    old = account.display_name
    people = f"{BASE}/can-bo/"
    sent(administrator, f"{people}{account.pk}/sua/", full_name="Họ Tên Mới", email="a@b.vn")
    sent(administrator, f"{people}{account.pk}/khoa/", why="Chuyển công tác")
    shown = texts(administrator, people, tim=account.username)
    before = texts(administrator, people, tim=account.username, ngay=day(-1))
    assert [(row[0], row[-1]) for row in shown] == [("Họ Tên Mới", "đã khóa")]
    assert [(row[0], row[-1]) for row in before] == [(old, "")]
    used = texts(administrator, people, ngay=day(-1), **{"tai-khoan": "1"})
    assert account.username in [row[1] for row in used]


def test_book_tells_its_last_number_of_the_day_and_no_book_before_its_year(
    world: World, administrator: Client
) -> None:
    today = timezone.localdate()
    book = Book.objects.create(unit=world.ward.agency, series="QD", period=f"{today.year}", last=7)
    early = timezone.now() - timedelta(days=3)
    numbers = [Number(book=book, value=n, state="issued", subject_kind="x", at=at)
               for n, at in ((5, early), (7, timezone.now()))]  # fmt: skip
    Number.objects.bulk_create(numbers)
    url = f"{BASE}/so-van-ban/"

    last = {n: texts(administrator, url, tim="qd", ngay=day(n))[0][3] for n in (0, -1)}

    assert last == {0: "7", -1: "5"}
    assert texts(administrator, url, tim="qd", ngay=f"31/12/{today.year - 1}") == []
    page = administrator.get(f"{url}{book.pk}/", {"ngay": day(-1)})
    assert [row[0]["text"] for row in page.context["parts"][0]["rows"]] == ["5"]


def test_job_run_by_hand_stands_in_its_history_with_the_reason(administrator: Client) -> None:
    url = f"{BASE}/viec-nen/units.begin_day/"
    sent(administrator, f"{url}chay/", why="Bù cho đêm mất điện")

    (told,) = administrator.get(f"{url}lich-su/").context["past"]

    assert (told["why"], told["act"]) == ("Bù cho đêm mất điện", "Xem và chạy việc nền")
    assert {"title": "việc nền", "old": "", "new": "units.begin_day"} in told["changes"]


def test_job_tells_its_turns_by_the_day_and_how_the_last_one_went(administrator: Client) -> None:
    now, name = timezone.now(), "units.begin_day"
    for offset, is_well in ((-1, False), (-1, True), (0, True), (0, False)):
        at = now + timedelta(days=offset)
        JobDay.objects.note(name, at=at, is_well=is_well, seconds=1.25)
    url = f"{BASE}/viec-nen/"

    ended = {
        n: texts(administrator, url, tim="units.begin_day", ngay=day(n))[0][2] for n in (0, -1, -2)
    }

    assert ended == {0: "hỏng", -1: "xong", -2: ""}
    rows = administrator.get(f"{url}{name}/").context["parts"][0]["rows"]
    told = [[cell["text"] for cell in row] for row in rows]
    assert [(row[0], row[1], row[2], row[4], row[5]) for row in told] == [
        (day(0), "1", "1", "hỏng", "1,2"), (day(-1), "1", "1", "xong", "1,2"),
    ]  # fmt: skip


def test_days_of_a_calendar_are_swapped_from_a_sheet_and_known_from_that_day_only(
    world: World, administrator: Client
) -> None:
    kind, actor = directory("calendar_days"), world.officer("administrator")
    friday, saturday = date(2027, 6, 4), date(2027, 6, 12)
    ground = {"instrument": "45/2019/QH14", "calendar": "default"}
    swap = {"day": "04/06/2027", "kind": "nghỉ do hoán đổi", "other": "12/06/2027"}
    rows = [
        Brought("2", ground | swap | {"name": "Hoán đổi ngày hè"}),
        Brought("3", ground | {"day": "07/06/2027", "kind": "local_off", "name": "Lễ hội"}),
        Brought("4", ground | {"day": "08/06/2027", "kind": "swapped_work", "name": "Làm bù"}),
        Brought("5", ground | {"day": "07/06/2027", "kind": "holiday", "name": "Trùng"}),
    ]

    first, second = bring(kind, rows, actor), bring(kind, rows[:2], actor)

    assert [v.fate for v in first] == [Fate.NEW, Fate.NEW, Fate.REFUSED, Fate.REFUSED]
    assert first[2].errors == {"other": "Hãy ghi ngày hoán đổi với ngày này."}
    assert "Trùng với dòng 3" in first[3].errors["calendar"]
    assert [v.fate for v in second] == [Fate.UNCHANGED] * 2
    other = row_by_key(kind, "default:2027-06-12", actor)
    assert current_values(kind, other)["other"] == friday.isoformat()
    assert other is not None
    assert (other.other, other.day) == (friday, saturday)
    url = f"{BASE}/ngay-trong-lich/"
    found = texts(administrator, url, nam="2027", tim="hoan doi ngay he")
    assert [row[0] for row in found] == [
        "12/06/2027 Hoán đổi ngày hè", "04/06/2027 Hoán đổi ngày hè",
    ]  # fmt: skip
    assert texts(administrator, url, tim="hoan doi ngay he", ngay=day(-1)) == []
    calendar = WorkCalendar.objects.get(code="default")
    drop = sent(administrator, f"{url}{calendar.pk}-2027-06-12/bo/", instrument="45/2019/QH14")
    assert drop.status_code == 302
    assert texts(administrator, url, tim="hoan doi ngay he") == []


def test_administrator_lends_a_post_for_others_moves_its_end_and_takes_sheets(
    world: World, administrator: Client
) -> None:
    leader, clerk = world.account("leader"), world.account("civil_status_officer")
    unit, desk = world.ward.agency, world.account("one_stop_officer")
    url = f"{BASE}/uy-quyen/"
    typed = {"giver": leader.username, "to": clerk.username, "unit": unit.code}
    typed |= {"first": day(0), "last": day(2), "reason": "Đi học"}

    own = sent(administrator, f"{url}them/giao/", **typed | {"to": leader.username})
    late = sent(administrator, f"{url}them/giao/", **typed | {"last": day(-1)})
    done = sent(administrator, f"{url}them/giao/", **typed, why="Theo giấy báo")

    told = "Người làm thay phải là một người khác."
    assert (own.status_code, own.context["faults"][0]["message"]) == (
        422, f"Người làm thay: {told}",
    )  # fmt: skip
    assert late.status_code == 422
    assert done.status_code == 302
    made = Delegation.objects.get()
    acting = actor_for(Account.objects.get(pk=clerk.pk))
    assert (made.from_account, made.to_account, acting.on_behalf_of_id) == (
        leader,
        clerk,
        leader.pk,
    )
    again = sent(administrator, f"{url}them/giao/", **typed)
    assert again.status_code == 422
    moved = sent(administrator, f"{url}{made.pk}/doi-ngay/", last=day(5))
    made.refresh_from_db()
    assert (moved.status_code, made.last_day) == (302, timezone.localdate() + timedelta(days=5))
    assert set(made.grants.values_list("valid_to", flat=True)) == {made.valid_to}

    rows = [
        Brought("2", typed | {"last": day(4)}),
        Brought("3", typed | {"to": desk.username, "role": "one_stop_officer", "instrument": "1"}),
        Brought("4", typed | {"giver": "khong-co-ai"}),
    ]
    found = bring(directory("delegations"), rows, world.officer("administrator"))
    assert [v.fate for v in found] == [Fate.CHANGED, Fate.REFUSED, Fate.REFUSED]
    assert "không tự giữ vai trò" in found[1].errors["role"]
    assert "khong-co-ai" in found[2].errors["giver"]
    sent(administrator, f"{url}{made.pk}/thu-hoi/", why="Về sớm")
    assert texts(administrator, url) == []
    assert may(acting, directory("delegations").permission, made) is False


def test_days_taken_out_of_a_copied_calendar_travel_with_it(world: World) -> None:
    actor, kind = world.officer("administrator"), directory("calendars")
    taken_out = ["30/04/2026", "01/05/2026"]

    def act(which: str, subject: object, **values: object) -> None:
        found = kind.act(which)
        assert found is not None
        found.do(subject, read_values(found.fields, values, actor=actor), "", actor)

    with transaction.atomic():
        act("lap", None, code="rieng", name="Lịch riêng", like="default")
        own = WorkCalendar.objects.get(code="rieng")
        act("bo-ngay", own, day=taken_out[0], instrument="45/2019/QH14")
        first = _items(actor)
        act("bo-ngay", own, day=taken_out[1], instrument="45/2019/QH14")
        second = _items(actor)
        transaction.set_rollback(True)
    assert not WorkCalendar.objects.filter(code="rieng").exists()

    for items, gone in ((first, taken_out[:1]), (second, taken_out)):
        report = bring_configuration(items, actor=actor)
        again = bring_configuration(items, actor=actor)
        assert sorted(set(_days("default")) - set(_days("rieng"))) == sorted(gone)
        assert (report.counts["refused"], again.counts["unchanged"]) == (0, len(items))


def _days(code: str) -> list[str]:
    """The special days of a calendar as they are written."""
    calendar = WorkCalendar.objects.get(code=code)
    return [
        f"{date.fromisoformat(entry['date']):%d/%m/%Y}"
        for entry in calendar.revisions.latest("pk").days["days"]
    ]


def _items(actor: Actor) -> list[Any]:
    """What travels of the calendars."""
    return [item for item in exported(actor) if item.kind in {"calendars", "calendar_days"}]
