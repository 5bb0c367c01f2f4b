# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A role is ended on its page after its holders were seen; the end travels by sheet and package."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lienthong.core.access.api import Grant, GrantScope, Role, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import AuditRecord
from lienthong.core.references.api import bring_configuration, exported
from lienthong.portals.administration.directories.tests.test_acts import sent
from lienthong.portals.administration.directories.tests.test_exchange import upload, workbook
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
BASE = "/quan-tri/danh-muc/vai-tro/"


def day(offset: int) -> str:
    return f"{timezone.localdate() + timedelta(days=offset):%d/%m/%Y}"


def test_who_holds_the_role_is_seen_before_it_ends_and_the_end_is_withdrawn(
    world: World, administrator: Client
) -> None:
    role = Role.objects.get(code="leader")
    url = f"{BASE}{role.pk}/"
    system = Account.objects.create_user("app.kho", kind="partner", display_name="Kho dữ liệu")
    Grant.objects.create(account=system, role=role, unit=world.ward.agency,
                         scope=GrantScope.UNIT, valid_from="2025-07-01")  # fmt: skip
    typed = {"ends": day(3), "why": "Gộp vào vai trò khác"}
    seen = administrator.get(f"{url}ket-thuc/").context["seen"]

    looked = administrator.post(f"{url}ket-thuc/", typed | {"seen": seen})

    (table,) = looked.context["tables"]
    assert str(table["heads"].title) == "Những gì sẽ đổi"
    rows = {what: (now, then, address) for what, now, then, address in table["rows"]}
    names = ", ".join(world.account("leader", ward=ward).display_name
                      for ward in (world.ward, world.other))  # fmt: skip
    assert rows["Giao cho người"] == (
        f"2: {names}", "không còn quyền", "/quan-tri/danh-muc/phan-quyen/?tim=leader",
    )  # fmt: skip
    assert rows["Giao cho hệ thống khác"][0] == "1: Kho dữ liệu"
    assert rows["Ủy quyền ký"][0] == "1 lần giao ký của người giữ vai trò này"
    assert rows["Quyền của vai trò"][0].startswith(f"{len(role.permissions)}: ")
    assert looked.context["preview"].warnings == [f"2 người không còn vai trò nào: {names}."]
    assert f"Từ ngày {day(3)} không ai còn quyền" in looked.content.decode()
    role.refresh_from_db()
    assert role.valid_to is None, "nothing has happened yet"

    sent(administrator, f"{url}ket-thuc/", **typed)

    leader = world.account("leader")
    held = [
        len(actor_for(leader, day=timezone.localdate() + timedelta(days=n)).holdings)
        for n in (2, 3, 4)
    ]
    assert held == [1, 0, 0]
    page = administrator.get(url).context
    assert [act["title"] for act in page["acts"]] == [
        "Sửa vai trò", "Kết thúc vai trò", "Bỏ ngày kết thúc",
    ]  # fmt: skip
    assert {"label": "Tình trạng", "value": "sắp kết thúc"} in page["facts"]
    told = AuditRecord.objects.filter(subject_id=role.pk, purpose="Gộp vào vai trò khác")
    assert told.count() == 1
    sent(administrator, f"{url}dung-tiep/", why="Chưa gộp")
    role.refresh_from_db()
    assert role.valid_to is None


def test_role_that_ends_today_stays_in_the_list_without_acts_and_the_last_one_is_refused(
    world: World, administrator: Client
) -> None:
    role = Role.objects.get(code="leader")
    typed = {"ends": day(0), "why": "Thừa"}
    looked = administrator.post(f"{BASE}{role.pk}/ket-thuc/", typed)
    assert looked.context["preview"].told.startswith("Ngay khi xác nhận, không ai còn quyền")
    sent(administrator, f"{BASE}{role.pk}/ket-thuc/", **typed)
    page = administrator.get(f"{BASE}{role.pk}/")
    assert page.context["acts"] == []
    assert {"label": "Tình trạng", "value": "đã kết thúc"} in page.context["facts"]
    assert page.context["parts"][1]["rows"] == []
    asked = {"account": "", "role": role.code, "unit": world.ward.agency.code, "scope": "1"}
    asked |= {"account": world.account("civil_status_officer").username, "since": day(0)}
    given = administrator.post("/quan-tri/danh-muc/phan-quyen/them/giao/", asked | {"_looked": 1})
    assert given.status_code == 422
    told = [fault["message"] for fault in given.context["faults"]]
    assert told == [f"Vai trò: Vai trò này kết thúc từ ngày {day(0)}."]

    last = Role.objects.get(code="administrator")
    looked = administrator.post(f"{BASE}{last.pk}/ket-thuc/", {"ends": day(1), "why": "Thử"})
    refused = sent(administrator, f"{BASE}{last.pk}/ket-thuc/", ends=day(1), why="Thử")

    for answer in (looked, refused):
        assert answer.status_code == 422
        assert "sẽ không còn ai giữ quyền" in answer.context["faults"][0]["message"]
    last.refresh_from_db()
    assert last.valid_to is None


def test_end_of_a_role_travels_by_sheet_and_by_package(world: World, administrator: Client) -> None:
    role = Role.objects.get(code="leader")
    sheet = _lines(administrator)
    line = next(one for one in sheet if one["Mã"] == "leader")
    line |= {"Kết thúc từ ngày": day(5), "Lý do": "Theo tệp"}

    def brought(**changed: Any) -> Any:
        line.update(changed)
        return upload(administrator, workbook(tuple(line), tuple(line.values())), "nhap", BASE)

    assert brought().status_code == 302
    role.refresh_from_db()
    assert f"{role.valid_to:%d/%m/%Y}" == day(5)
    past = brought(**{"Kết thúc từ ngày": day(-1)}).context["wrong"][0]["errors"]
    assert past == [("Kết thúc từ ngày", "Vai trò chỉ kết thúc được từ hôm nay trở đi.")]
    package, actor = exported(world.officer("administrator")), world.officer("administrator")
    assert brought(**{"Kết thúc từ ngày": ""}).status_code == 302
    role.refresh_from_db()
    assert role.valid_to is None, "an empty cell withdraws the end"

    with transaction.atomic():
        bring_configuration(package, actor=actor)

    role.refresh_from_db()
    assert f"{role.valid_to:%d/%m/%Y}" == day(5)


def _lines(client: Client) -> list[dict[str, Any]]:
    body = b"".join(client.get(f"{BASE}excel/"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
    heads, *rows = sheet.to_python()
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]
