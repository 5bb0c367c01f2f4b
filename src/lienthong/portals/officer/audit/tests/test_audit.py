# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The trail: only for those who may, narrowed by person, act and day."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import parse_qsl

from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lienthong.core.access.api import Grant, GrantScope
from lienthong.core.audit.api import AuditAccess, AuditRecord
from lienthong.core.documents.api import ExportRun
from lienthong.kernel.ports import tasks
from lienthong.portals.officer.cases.tests.samples import KIND, make_step, sign_in
from lienthong.testing.world import World

URL = "officer:audit"
READS = "officer:audit-reads"


def rows(response: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = response.context["rows"]
    return found


def leave_a_trace(world: World) -> None:
    step = make_step(world.ward)
    sign_in(world).post(reverse("officer:take"), {"case": [step.pk], "viec": "nhan"})


def test_acts_are_listed_in_words(world: World) -> None:
    leave_a_trace(world)

    found = rows(sign_in(world, "administrator").get(reverse(URL)))
    taken = next(row for row in found if row["subject"].startswith("bước xử lý"))

    assert "hàng việc" in taken["changes"]
    assert "Công chức tư pháp" in taken["record"].actor_text


def test_the_address_narrows(world: World) -> None:
    leave_a_trace(world)
    client = sign_in(world, "administrator")
    today = timezone.localdate()

    by_name = rows(client.get(reverse(URL), {"ai": "tư pháp"}))
    nobody = client.get(reverse(URL), {"ai": "không ai"})
    on_day = rows(client.get(reverse(URL), {"ngay": f"{today:%d%m%Y}"}))
    before = rows(client.get(reverse(URL), {"ngay": f"{today - timedelta(days=2):%d/%m/%Y}"}))
    wrong = client.get(reverse(URL), {"ngay": "45/13/2026"})

    assert {row["record"].actor_text.startswith("Công chức tư pháp") for row in by_name} == {True}
    assert "Không có dòng nào khớp" in nobody.content.decode()
    assert on_day
    assert before == []
    assert "Ngày ghi như 20/11/2026" in wrong.content.decode()


def test_others_may_not_read_it(world: World) -> None:
    for role in ("civil_status_officer", "leader", "clerk", "one_stop_officer"):
        assert sign_in(world, role).get(reverse(URL)).status_code == 403


def note(world: World, subject_id: int, hours: int = 0, **changes: Any) -> AuditAccess:
    """The officer of the ward opened a case, so many hours ago."""
    officer = world.officer("civil_status_officer")
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    values = {
        "actor_id": officer.account_id,
        "subject_kind": KIND,
        "subject_id": subject_id,
        "hour": now - timedelta(hours=hours),
        "unit_id": officer.unit_id,
        "place": officer.unit_name,
    }
    return AuditAccess.objects.create(**values | changes)


def test_reads_tell_reader_lender_and_case_and_are_found_by_each(world: World) -> None:
    step = make_step(world.ward)
    leader = world.officer("leader")
    lent: dict[str, Any] = {
        "on_behalf_of_id": leader.account_id,
        "on_behalf_of_place": "Phường, Chủ tịch",
    }
    note(world, step.case_id, **lent)
    note(world, step.case_id + 1)
    client = sign_in(world, "administrator")

    def asked(**words: str) -> list[tuple[str, str, str]]:
        found = rows(client.get(reverse(READS), words))
        return [(row["who"], row["for"], row["code"]) for row in found]

    reader = world.officer("civil_status_officer").name
    told = (reader, leader.name, step.case.code)
    assert sorted(asked()) == sorted([told, (reader, "", "")])
    assert asked(ai=leader.name) == [told]
    assert asked(**{"ho-so": str(step.case.code).lower()}) == [told]
    assert asked(**{"ho-so": "H50.1-000000-0000"}) == []
    assert len(asked(ai=reader)) == 2
    page = client.get(reverse(READS)).content.decode()
    assert "Phường, Chủ tịch" in page


def test_reads_go_back_in_time_page_by_page(world: World) -> None:
    for hours in range(2):
        for number in range(30):
            note(world, 1_000 + number, hours)
    client = sign_in(world, "administrator")

    first = client.get(reverse(READS))
    second = client.get(reverse(READS) + first.context["next_url"])

    found = [row["read"] for page in (first, second) for row in rows(page)]
    keys = [(read.hour, read.subject_id) for read in found]
    assert (len(rows(first)), len(rows(second)), len(set(keys))) == (50, 10, 60)
    assert keys == sorted(keys, reverse=True)
    assert second.context["next_url"] == ""
    assert len(rows(client.get(reverse(READS), {"truoc": "x 1 y"}))) == 50


def test_reads_of_long_ago_and_of_other_units(world: World) -> None:
    step = make_step(world.ward)
    note(world, step.case_id, hours=24 * 40)
    note(world, step.case_id, unit_id=world.other.agency.pk)
    Grant.objects.filter(account=world.account("administrator")).update(
        scope=GrantScope.UNIT, unit=world.ward.agency
    )
    client = sign_in(world, "administrator")

    assert rows(client.get(reverse(READS))) == []
    (old,) = rows(client.get(reverse(READS), {"ho-so": str(step.case.code)}))
    assert old["read"].unit_id == world.officer("civil_status_officer").unit_id


def test_reads_are_taken_away_as_asked_and_that_is_noted(world: World) -> None:
    step = make_step(world.ward)
    leader = world.officer("leader")
    note(world, step.case_id, on_behalf_of_id=leader.account_id, on_behalf_of_place="Chủ tịch")
    note(world, step.case_id + 1)
    client = sign_in(world, "administrator")
    page = client.get(reverse(READS), {"ho-so": str(step.case.code)})
    asked = page.context["asked"].query

    client.post(reverse("officer:exports"), {"ds": "officer.reads", "hoi": asked, "kieu": "csv"})

    run = ExportRun.objects.get()
    tasks()["documents.export_list"](run_id=run.pk)
    lines = client.get(reverse("officer:export-file", args=[run.pk])).getvalue().decode("utf-8-sig")
    head, row = lines.splitlines()
    officer = world.officer("civil_status_officer")
    assert head.split(",")[:3] == ["Trong giờ", "Ai", '"Nơi']
    for words in (officer.name, leader.name, "Chủ tịch", str(step.case.code), step.case.title):
        assert words in row
    noted = AuditRecord.objects.get(subject_kind="documents.exportrun", subject_id=run.pk)
    assert noted.actor_id == world.account("administrator").pk
    assert noted.changes["list_code"] == [None, "officer.reads"]
    assert noted.changes["asked"] == [None, dict(parse_qsl(asked))]


def test_reads_of_one_person_are_the_same_on_the_page_in_excel_and_in_csv(world: World) -> None:
    step = make_step(world.ward)
    leader, officer = world.officer("leader"), world.officer("civil_status_officer")
    note(world, step.case_id, hours=1, count=3)
    note(world, step.case_id, hours=2, on_behalf_of_id=leader.account_id)
    note(world, step.case_id, actor_id=world.account("clerk").pk)
    client = sign_in(world, "administrator")
    page = client.get(reverse(READS), {"ai": officer.name})
    shown = [
        (timezone.localtime(row["read"].hour), row["who"], row["for"], row["read"].count)
        for row in rows(page)
    ]
    data = {"ds": "officer.reads", "hoi": page.context["asked"].query}

    taken = []
    for kind in ("xlsx", "csv"):
        client.post(reverse("officer:exports"), data | {"kieu": kind})
        run = ExportRun.objects.latest("pk")
        tasks()["documents.export_list"](run_id=run.pk)
        taken.append(client.get(reverse("officer:export-file", args=[run.pk])).getvalue())

    book = CalamineWorkbook.from_filelike(BytesIO(taken[0])).get_sheet_by_index(0).to_python()
    assert str(book[1][0]).startswith(officer.name)
    excel = [(row[0], row[1], row[3], row[7]) for row in book[3:]]
    assert excel == [(hour.replace(tzinfo=None), *rest) for hour, *rest in shown]
    assert [row[3] for row in shown] == [3, 1]
    table = list(csv.reader(StringIO(taken[1].decode("utf-8-sig"))))
    assert [(row[1], row[3], row[7]) for row in table[1:]] == [
        (who, lender, str(count)) for _hour, who, lender, count in shown
    ]


def test_reads_are_not_taken_away_by_whoever_may_not_read_the_trail(world: World) -> None:
    data = {"ds": "officer.reads", "hoi": "", "kieu": "xlsx"}

    assert sign_in(world, "leader").post(reverse("officer:exports"), data).status_code == 403
    assert ExportRun.objects.count() == 0
