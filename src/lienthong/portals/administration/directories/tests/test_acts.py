# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Units, people and rights through the screens: dated, seen before they are done, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from lienthong.core.access.api import Delegation, Grant, GrantKind, actor_for, revoke_grant
from lienthong.core.accounts.api import Account, open_sessions
from lienthong.core.audit.api import AuditRecord
from lienthong.core.cases.api import NewCase, NewStep, open_case, open_step
from lienthong.core.documents.api import SigningMandate
from lienthong.core.references.api import AdministrativeDivision
from lienthong.core.units.api import (
    Competence,
    Membership,
    Position,
    Succession,
    Unit,
    UnitFacts,
    UnitVersion,
    competent_unit,
    dissolve_unit,
    merge_units,
    open_unit,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import directory
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.registry import permissions
from lienthong.testing.world import START, World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
UNITS, PEOPLE = "/quan-tri/danh-muc/don-vi", "/quan-tri/danh-muc/can-bo"
MANDATES = "/quan-tri/danh-muc/giao-ky/"


def sent(client: Client, url: str, **typed: Any) -> Any:
    """The form as it is shown, filled in and confirmed."""
    shown = client.get(url)
    assert shown.status_code == 200, url
    return client.post(url, {"seen": shown.context["seen"], "_looked": "1"} | typed)


def hold_step(unit: Unit, officer: Account) -> None:
    """A case of the unit with its one open step in an officer's hands."""
    new = NewCase(kind="onestop.dossier", title="Khai sinh", state="in_process", agency_id=unit.pk,
                  unit_id=unit.pk, subject_name="", capacities={unit.pk: "lead"})  # fmt: skip
    step = NewStep("examine", "Thẩm tra", unit.pk, "civil_status_officer", account_id=officer.pk)
    with transaction.atomic():
        open_step(open_case(new), step)


def facts(unit: Unit, **changed: Any) -> dict[str, Any]:
    """What the form of a unit holds."""
    now = UnitVersion.objects.filter(unit=unit).latest("valid_from")
    typed = {"name": now.name, "short_name": now.short_name, "kind": now.kind, "parent": ""}
    parent = now.parent.code if now.parent else ""
    agency = {"is_agency": "on"} if now.agency_id == unit.pk else {}
    return typed | {"parent": parent, "symbol": now.symbol} | agency | changed


def test_unit_when_renamed_from_a_day_keeps_its_name_before_it_and_tells_who_did_it(
    world: World, administrator: Client
) -> None:
    unit, today = world.ward.agency, timezone.localdate()
    old = UnitVersion.objects.get(unit=unit)
    typed = facts(unit, name="Phường Mới", since=f"{today:%d/%m/%Y}", why="Theo nghị quyết")

    looked = administrator.post(f"{UNITS}/{unit.pk}/sua/", typed)
    assert "Phường Mới" in looked.content.decode()
    assert UnitVersion.objects.filter(unit=unit).count() == 1
    done = sent(administrator, f"{UNITS}/{unit.pk}/sua/", **typed)

    assert done.status_code == 302
    before, after = UnitVersion.objects.filter(unit=unit).order_by("valid_from")
    assert (before.name, before.valid_from, before.valid_to) == (old.name, START, today)
    assert (after.name, after.valid_from, after.valid_to) == ("Phường Mới", today, None)
    then = administrator.get(f"{UNITS}/?ngay=02/07/2025&tim={unit.code}").content.decode()
    assert old.name in then
    assert "Phường Mới" not in then
    past = administrator.get(f"{UNITS}/{unit.pk}/lich-su/").content.decode()
    assert all(text in past for text in (old.name, "Phường Mới", "Theo nghị quyết"))


def test_second_of_two_administrators_is_told_and_loses_nothing(
    world: World, administrator: Client
) -> None:
    unit, url = world.ward.agency, f"{UNITS}/{world.ward.agency.pk}/sua/"
    seen = administrator.get(url).context["seen"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    since = {"since": f"{tomorrow:%d/%m/%Y}"}
    sent(administrator, url, **facts(unit, name="Phường Một"), **since)

    second = facts(unit, name="Phường Hai") | since | {"seen": seen, "_looked": "1"}
    late = administrator.post(url, second)

    text = late.content.decode()
    assert late.status_code == 409
    assert "Phường Một" in text
    assert "Phường Hai" in text
    assert not UnitVersion.objects.filter(name="Phường Hai").exists()


def test_merger_takes_people_parts_and_rights_along_and_old_days_stay(
    world: World, administrator: Client
) -> None:
    into, other = world.ward.agency, world.other.agency
    today, clerk = timezone.localdate(), world.account("clerk", ward=world.other)
    typed = {"others": other.code, "on": f"{today:%d/%m/%Y}"}

    done = sent(administrator, f"{UNITS}/{into.pk}/sap-nhap/", **typed)

    assert done.status_code == 302
    assert UnitVersion.objects.filter(unit=other).latest("valid_from").valid_to == today
    assert Succession.objects.get(from_unit=other).to_unit == into
    now, before = actor_for(Account.objects.get(pk=clerk.pk)), actor_for(clerk, day=START)
    assert (before.unit_id, now.unit_id) == (other.pk, into.pk)
    assert {held.unit_id for held in now.holdings} == {into.pk}
    assert UnitVersion.objects.filter(parent=other).on(today).count() == 0
    refused = sent(administrator, f"{UNITS}/{into.pk}/sua/", **facts(into, parent=into.code))
    assert refused.status_code == 422


def test_who_signs_goes_on_in_the_agency_that_continues_and_what_was_delegated_ends(
    world: World, administrator: Client
) -> None:
    into, other, today = world.ward.agency, world.other.agency, timezone.localdate()
    deputy, chief = (Position.objects.create(code=code) for code in ("pho", "truong"))
    clerk, later = world.account("clerk", ward=world.other), today + timedelta(days=60)
    given: dict[str, Any] = {"legal_basis": "Quy chế", "valid_from": START}
    for agency, position in ((other, deputy), (other, chief), (into, chief)):
        SigningMandate.objects.create(authority="kt", agency=agency, position=position, **given)
    given |= {"authority": "tuq", "account": clerk, "valid_to": later}
    SigningMandate.objects.create(agency=other, **given)
    typed = {"others": other.code, "on": f"{today:%d/%m/%Y}"}

    (seen,) = administrator.post(f"{UNITS}/{into.pk}/sap-nhap/", typed).context["tables"]
    sent(administrator, f"{UNITS}/{into.pk}/sap-nhap/", **typed)

    then = {what: after for what, _now, after, _url in seen["rows"]}
    assert then[f"TUQ. {clerk}"].startswith(f"hết từ ngày {today:%d/%m/%Y}")
    assert "chờ xác nhận" in then["KT. pho"]
    rows = SigningMandate.objects.exclude(agency=None).on(today).order_by("pk")
    held = [(row.authority, row.agency_id, row.position_id, row.to_be_confirmed) for row in rows]
    assert held == [("kt", into.pk, chief.pk, False), ("kt", into.pk, deputy.pk, True)]
    assert SigningMandate.objects.filter(agency=other, valid_to=today).count() == 3
    signing = "/quan-tri/danh-muc/giao-ky"
    (waiting,) = (row for row in rows if row.to_be_confirmed)
    sent(administrator, f"{signing}/{waiting.pk}/xac-nhan/", legal_basis="Quy chế mới, 02/QĐ-UBND")
    waiting.refresh_from_db()
    assert (waiting.legal_basis, waiting.to_be_confirmed) == ("Quy chế mới, 02/QĐ-UBND", False)


def test_unit_with_people_is_not_dissolved(world: World, administrator: Client) -> None:
    unit = world.ward.agency
    before = AuditRecord.objects.count()

    refused = sent(administrator, f"{UNITS}/{unit.pk}/giai-the/", on="01/12/2030")

    assert refused.status_code == 422
    told = refused.context["faults"][0]["message"]
    assert "Còn 1 đơn vị trực thuộc: Trung tâm Phục vụ hành chính công phường Đồng Hới." in told
    assert "và 4 nữa. Hãy chuyển họ trước" in told
    assert UnitVersion.objects.get(unit=unit).valid_to is None
    assert AuditRecord.objects.count() == before


def test_new_officer_gets_a_link_and_an_account_that_is_switched_off_loses_everything(
    world: World, administrator: Client
) -> None:
    unit, position = world.ward.agency, Membership.objects.first()
    assert position is not None
    typed = {"full_name": "Nguyễn Thị Mới", "username": "moi.nt", "email": "moi@example.vn"}
    place = {"unit": unit.code, "position": position.position.code, "since": "01/11/2026"}
    assert sent(administrator, f"{PEOPLE}/them/lap/", **typed, **place).status_code == 302
    account = Account.objects.get(username="moi.nt")
    assert not account.has_usable_password()
    assert Membership.objects.get(account=account).is_main

    leader = world.account("leader")
    Client().force_login(leader)
    Grant.objects.create(
        account=leader,
        role=Grant.objects.filter(account=leader).first().role,  # type: ignore[union-attr]
        unit=world.ward.desk,
        scope=1,
        kind=GrantKind.DIRECT,
        valid_from=START,
    )
    sent(administrator, f"{PEOPLE}/{leader.pk}/khoa/", why="Nghỉ hưu")

    leader.refresh_from_db()
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not leader.is_active
    assert open_sessions(leader.pk) == []
    assert not Grant.objects.filter(account=leader, revoked_at=None).exists()
    assert set(Membership.objects.filter(account=leader).values_list("valid_to", flat=True)) == {
        tomorrow
    }
    page = administrator.get(f"/quan-tri/duoc-lam-gi/{leader.pk}/").content.decode()
    assert "Tài khoản đã khóa" in page


@pytest.mark.parametrize("act", ["ket-thuc", "chuyen"])
def test_who_leaves_a_post_with_work_in_hand_is_said_before_it_is_done(
    world: World, administrator: Client, act: str
) -> None:
    officer = world.account("civil_status_officer")
    post = Membership.objects.get(account=officer)
    url = f"/quan-tri/danh-muc/vi-tri/{post.pk}/{act}/"
    typed = {"last_day": "30/12/2026", "why": "Chuyển công tác", "since": "15/12/2026"}
    typed |= {"unit": world.ward.desk.code, "position": post.position.code}
    hold_step(world.ward.agency, officer)

    looked = administrator.post(url, typed).content.decode()

    assert "Còn 1 việc đang ở người này." in looked
    post.refresh_from_db()
    assert post.valid_to is None, "looking changes nothing"
    assert administrator.post(url, typed | {"_looked": "1"}).status_code == 302
    post.refresh_from_db()
    assert post.valid_to == (date(2026, 12, 31) if act == "ket-thuc" else date(2026, 12, 15))


def test_rights_on_a_day_are_those_of_that_day(world: World, administrator: Client) -> None:
    clerk = world.account("clerk")
    url = f"/quan-tri/duoc-lam-gi/{clerk.pk}/"

    now = administrator.get(url).content.decode()
    before = administrator.get(url + "?ngay=30/06/2025").content.decode()

    assert "Văn thư" in now
    assert "Không giữ vai trò nào" in before


def test_post_when_moved_closes_the_old_one(world: World, administrator: Client) -> None:
    post = Membership.objects.filter(account=world.account("clerk")).get()
    typed = {"unit": world.ward.desk.code, "position": post.position.code, "since": "15/12/2026"}

    sent(administrator, f"/quan-tri/danh-muc/vi-tri/{post.pk}/chuyen/", **typed)

    old, new = Membership.objects.filter(account=post.account).order_by("valid_from")
    assert (old.valid_to, new.valid_from) == (date(2026, 12, 15), date(2026, 12, 15))
    assert (new.unit, new.is_main) == (world.ward.desk, True)


def test_role_and_grant_that_were_changed_are_seen_as_they_were(
    world: World, administrator: Client
) -> None:
    actor = Actor.platform("kiểm thử")
    held = Grant.objects.filter(kind=GrantKind.DIRECT, account__isnull=False, revoked_at=None)
    grant = held.exclude(account=world.account("administrator")).latest("pk")
    was, right = grant.role.title, grant.role.permissions[0]
    url = f"/quan-tri/danh-muc/vai-tro/{grant.role_id}"
    yesterday = timezone.localdate() - timedelta(days=1)
    Grant.objects.filter(pk=grant.pk).update(valid_from=yesterday)

    sent(administrator, f"{url}/sua/", title="Vai trò khác", permissions=[right])
    revoke_grant(grant, actor=actor)

    told = administrator.get(f"{url}/lich-su/").context["past"][0]["changes"]
    assert {"title": "Tên vai trò", "old": was, "new": "Vai trò khác"} in told
    assert [each["new"] for each in told if each["title"] == "Các quyền"] == [
        str(permissions()[right].title)
    ]
    shown = {
        day: grant.pk in {row.pk for row in directory("grants").rows(actor, day)}
        for day in (yesterday, timezone.localdate())
    }
    assert shown == {yesterday: True, timezone.localdate(): False}


def test_units_that_end_leave_nothing_behind_and_none_below_what_continues_them(
    world: World,
) -> None:
    today, me = timezone.localdate(), Actor.platform("test")
    facts = UnitFacts("Phòng Văn hóa", "Phòng Văn hóa", "division", world.ward.agency)
    room = open_unit(world.ward.agency, code="PVH", facts=facts, since=START, actor=me)
    team_facts = replace(facts, name="Tổ Thư viện", short_name="Tổ Thư viện", parent=room)
    team = open_unit(room, code="TTV", facts=team_facts, since=START, actor=me)
    giver, taker = world.account("leader"), world.account("one_stop_officer")
    last = today + timedelta(20)
    lent = Delegation.objects.create(
        kind=GrantKind.SUBSTITUTION,
        from_account=giver,
        to_account=taker,
        unit=world.ward.agency,
        post_text="Chủ tịch",
        reason="Nghỉ phép",
        valid_from=today - timedelta(9),
        valid_to=last,
    )
    own = Grant.objects.filter(kind=GrantKind.DIRECT, unit=world.ward.agency)
    role = own.filter(Q(account=giver) | Q(position__membership__account=giver)).first()
    assert role is not None
    Grant.objects.create(
        account=taker,
        from_account=giver,
        role=role.role,
        unit=world.ward.agency,
        scope=role.scope,
        kind=GrantKind.SUBSTITUTION,
        delegation=lent,
        valid_from=lent.valid_from,
        valid_to=last,
    )
    with pytest.raises(InvalidInput) as refused:
        merge_units(room, others=[world.ward.agency], on=today, instrument=None, actor=me)
    assert "đang thuộc đơn vị kết thúc" in refused.value.fields["others"]

    both = [room, world.ward.agency]
    merge_units(world.other.agency, others=both, on=today, instrument=None, actor=me)

    newest = UnitVersion.objects.get(unit=team, valid_to=None)
    assert (newest.parent_id, newest.agency_id) == (world.other.agency.pk,) * 2
    assert not UnitVersion.objects.on(today).filter(unit__in=both).exists()
    left = UnitVersion.objects.on(today).filter(Q(parent__in=both) | Q(agency__in=both))
    assert not left.exists()
    assert not Competence.objects.on(today).filter(unit__in=both).exists()
    goes_on = Delegation.objects.get(valid_from=today)
    assert (goes_on.unit, goes_on.valid_to) == (world.other.agency, last)
    assert [g.unit_id for g in goes_on.grants.on(today)] == [world.other.agency.pk]
    lent.refresh_from_db()
    assert lent.valid_to == today
    yesterday = UnitVersion.objects.on(today - timedelta(1))
    assert yesterday.get(unit=team).parent == room


def test_unit_that_resolves_matters_ends_only_with_an_heir_who_does_from_then_on(
    world: World,
) -> None:
    today, me = timezone.localdate(), Actor.platform("test")
    facts = UnitFacts("Tổ Hộ tịch", "Tổ Hộ tịch", "division", world.ward.agency)
    team = open_unit(world.ward.agency, code="THT", facts=facts, since=START, actor=me)
    place = AdministrativeDivision.objects.create(code="99999")
    held = {"matter": "thu", "division": place, "valid_from": START}
    Competence.objects.create(unit=team, **held)
    with pytest.raises(InvalidInput) as refused:
        dissolve_unit(team, on=today, instrument=None, actor=me)
    assert refused.value.fields == {"heir": "Đơn vị còn 1 thẩm quyền giải quyết. Chọn đơn vị nhận."}

    dissolve_unit(team, on=today, instrument=None, heir=world.ward.agency, actor=me)

    assert competent_unit("thu", place.pk, on=today) == world.ward.agency
    assert competent_unit("thu", place.pk, on=today - timedelta(1)) == team


def test_history_of_a_unit_tells_from_when_and_nothing_that_is_empty(
    world: World, administrator: Client
) -> None:
    today = f"{timezone.localdate():%d/%m/%Y}"
    made = {"code": "PVH", "name": "Phòng Văn hóa", "short_name": "PVH", "kind": "division"}
    sent(
        administrator, f"{UNITS}/them/lap/", **made, parent=world.province.code, since="01/07/2025"
    )
    unit = Unit.objects.get(code="PVH")
    typed = {**made, "short_name": "Văn hóa", "parent": world.province.code, "since": today}
    sent(administrator, f"{UNITS}/{unit.pk}/sua/", **typed)

    newest, first = administrator.get(f"{UNITS}/{unit.pk}/lich-su/").context["past"]

    told = {one["title"]: (one["old"], one["new"]) for one in newest["changes"]}
    assert told == {"Tên ngắn": ("PVH", "Văn hóa"), "từ ngày": ("01/07/2025", today)}
    assert "lập bởi" not in {one["title"] for one in first["changes"]}
    assert all(one["old"] or one["new"] for one in first["changes"])
    parts = administrator.get(f"{UNITS}/{unit.pk}/").context["parts"]
    assert [row[3]["text"] for row in parts[0]["rows"]] == ["Văn hóa", "PVH"]


def test_confirming_names_what_was_picked(world: World, administrator: Client) -> None:
    url = f"{UNITS}/{world.other.agency.pk}/sap-nhap/"
    typed = {"others": world.ward.agency.code, "on": f"{timezone.localdate():%d/%m/%Y}"}

    shown = administrator.post(url, typed)

    name = UnitVersion.objects.get(unit=world.ward.agency, valid_to=None).name
    picked = {one["title"]: one["value"] for one in shown.context["typed"]}
    assert picked["Các đơn vị kết thúc"] == f"{name} ({world.ward.agency.code})"


def test_a_copy_begins_like_the_calendar_that_is_proposed(administrator: Client) -> None:
    shown = administrator.get("/quan-tri/danh-muc/lich-lam-viec/them/lap/")

    values = {one["view"].name: one["view"].value for one in shown.context["fields"]}
    assert values["like"].endswith("(default)")


@pytest.mark.covers("13")
def test_history_when_the_row_is_deleted_then_is_still_told(
    world: World, administrator: Client
) -> None:
    leader, ahead = world.account("leader"), timezone.localdate() + timedelta(days=3)
    typed = {"authority": "kt", "account": leader.username, "legal_basis": "Quy chế"}
    made = sent(administrator, f"{MANDATES}them/giao/", **typed, since=f"{ahead:%d/%m/%Y}")
    assert made.status_code == 302
    mandate = SigningMandate.objects.get(account=leader)
    url = f"{MANDATES}{mandate.pk}/"
    told = f"Có hiệu lực từ ngày {ahead:%d/%m/%Y}."
    assert administrator.get(url).context["lasts"]["text"] == told
    done = sent(administrator, f"{url}rut/", why="Ghi nhầm người")
    assert done["Location"] == f"{url}lich-su/"
    assert not SigningMandate.objects.filter(pk=mandate.pk).exists()

    page = administrator.get(f"{url}lich-su/")

    assert administrator.get(url).status_code == 404
    assert page.status_code == 200
    assert page.context["past"][0]["why"] == "Ghi nhầm người"
    assert f"Lịch sử: KT. {leader}" in page.content.decode()
    assert administrator.get(f"{MANDATES}999999/lich-su/").status_code == 404
    gone = administrator.get(administrator.get(MANDATES).context["gone_url"])
    (row,) = gone.context["rows"]
    assert (row["name"], row["why"]) == (f"KT. {leader}", "Ghi nhầm người")
    assert f'href="{url}lich-su/"' in gone.content.decode()


def test_mandate_by_order_is_told_to_be_confirmed_for_papers_of_a_body(
    world: World, administrator: Client
) -> None:
    leader, today = world.account("leader"), f"{timezone.localdate():%d/%m/%Y}"
    told = "cần xác nhận: giấy của tập thể (TM.)"
    for authority, count in (("kt", 0), ("tl", 1)):
        typed = {"authority": authority, "account": leader.username, "legal_basis": "Quy chế"}
        assert sent(administrator, f"{MANDATES}them/giao/", **typed, since=today).status_code == 302
        assert administrator.get(MANDATES).content.decode().count(told) == count
