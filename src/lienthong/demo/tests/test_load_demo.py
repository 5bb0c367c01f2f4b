# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The demo province in the database."""

import json
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from lienthong.core.access.api import Grant, Role, actor_for
from lienthong.core.accounts.api import Account, ConnectedApp
from lienthong.core.cases.api import inbox, open_steps_of
from lienthong.core.deadlines.api import Deadline, LimitUnit, unit_calendar
from lienthong.core.references.api import AdministrativeDivision
from lienthong.core.units.api import Membership, Unit, UnitVersion, code_of, competent_unit
from lienthong.demo import volume
from lienthong.demo.load_officers import expand
from lienthong.demo.load_samples import receive_sample
from lienthong.demo.plan import officers, units
from lienthong.demo.sources import read
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.models import Dossier, Procedure, ProcedureVersion

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.covers("11")]


def counts() -> list[int]:
    tables = (Unit, UnitVersion, Account, Membership, Grant, Role, ProcedureVersion, Dossier)
    return [table.objects.count() for table in tables]


def waiting(username: str) -> Counter[str]:
    """How many steps of each node wait in the inbox of an account."""
    account = Account.objects.get(username=username)
    return Counter(step.node for step in inbox(actor_for(account)).steps)


@pytest.mark.usefixtures("province")
def test_load_demo_when_run_twice_then_the_same_rows() -> None:
    before = counts()

    call_command("load_demo", "--no-dossiers")

    assert counts() == before
    applications = ConnectedApp.objects.count()
    assert applications == 3
    assert before[:3] == [len(units()), len(units()), len(officers()) + applications]


@pytest.mark.usefixtures("province")
def test_demo_on_other_ports_is_where_its_calendar_sends_people_back(settings: Settings) -> None:
    settings.LIENTHONG_VNEID_URL = "http://127.0.0.1:9902"

    call_command("place_demo")

    calendar = ConnectedApp.objects.get(client_id="lich-hop")
    assert calendar.redirect_uris == ["http://127.0.0.1:9902/lich/ve"]
    assert calendar.client.redirect_uris == "http://127.0.0.1:9902/lich/ve"
    assert (calendar.name, calendar.scopes) == ("Lịch họp tỉnh", ["openid", "profile", "officer"])


@pytest.mark.usefixtures("province")
def test_competent_unit_when_birth_in_dong_hoi_then_the_ward_with_its_prefix() -> None:
    division = AdministrativeDivision.objects.get(code="18880")

    unit = competent_unit("civil_status.birth", division.pk, on=TODAY)

    desk = Unit.objects.get(code="qt-18880-mc")
    assert unit.code == "qt-18880"
    assert code_of(desk.pk, "dossier_prefix", on=TODAY) == "H50.12"


@pytest.mark.usefixtures("province")
def test_actor_when_reception_officer_then_receives_in_own_centre_only() -> None:
    actor = actor_for(Account.objects.get(username="tiepnhan1.donghoi"), day=TODAY)
    centre = Unit.objects.get(code="qt-18880-mc")

    held = list(actor.holdings_with("onestop.dossier.receive"))

    assert [holding.unit_id for holding in held] == [centre.pk]
    assert not list(actor.holdings_with("onestop.result.sign"))


@pytest.mark.usefixtures("province")
def test_actor_when_seconded_then_rights_follow_the_chosen_post() -> None:
    account = Account.objects.get(username="motcua.snv")
    second = Membership.objects.get(account=account, is_main=False)

    home = actor_for(account, day=TODAY)
    away = actor_for(account, post=second.pk, day=TODAY)

    assert not list(home.holdings_with("onestop.dossier.receive"))
    assert list(away.holdings_with("onestop.dossier.receive"))
    assert len(home.posts) == 2


@pytest.mark.usefixtures("province")
def test_actor_when_delegation_runs_then_it_names_the_giver() -> None:
    clerk_at_sea = Account.objects.get(username="tiepnhan1.conco")

    actor = actor_for(clerk_at_sea, day=TODAY)

    assert actor.on_behalf_of_name == Account.objects.get(username="vanthu.conco").display_name
    assert list(actor.holdings_with("onestop.result.issue"))


@pytest.mark.usefixtures("province")
def test_calendar_when_asked_for_a_commune_then_the_province_calendar() -> None:
    commune = Unit.objects.get(code="qt-19333-mc")

    assert unit_calendar(commune.pk, on=TODAY).code == "default"


@pytest.mark.usefixtures("province")
def test_birth_registration_when_loaded_then_in_force_with_form_and_steps() -> None:
    version = ProcedureVersion.objects.on(TODAY).get(procedure__code="1.001193")

    assert version.form_version_id is not None
    assert version.process_version_id is not None
    assert version.spec.limit_for("ordinary").unit == "same_day"
    codes = set(Procedure.objects.values_list("code", flat=True))
    assert {"1.001193", "1.001612"} <= codes


@pytest.mark.usefixtures("province")
def test_load_demo_when_dossiers_are_loaded_then_each_waits_with_the_right_officer() -> None:
    call_command("load_demo")
    before = counts()

    call_command("load_demo")

    assert counts() == before
    states = Counter(
        (dossier.procedure_version.procedure.code, dossier.state)
        for dossier in Dossier.objects.select_related("case", "procedure_version__procedure")
    )
    assert states == {
        ("1.001193", "submitted"): 3,
        ("1.001193", "in_process"): 7,
        ("1.001612", "submitted"): 2,
        ("1.001612", "in_process"): 4,
        ("1.013225", "submitted"): 2,
        ("1.013225", "in_process"): 6,
        ("1.004873", "in_process"): 1,
        ("2.000815", "in_process"): 1,
        ("1.001776", "in_process"): 1,
        ("1.010727", "in_process"): 1,
        ("3.000348", "in_process"): 1,
    }
    assert waiting("tiepnhan1.donghoi") == {"intake": 4, "send_supplement": 2, "look_up": 1}
    assert waiting("hotich1.donghoi") == {"examine": 5}
    assert waiting("chutich.donghoi") == {"sign": 4}
    assert waiting("vanthu.donghoi") == {}


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("code", "unit", "examiner", "limit"),
    [
        ("1.010727", "qt-snnmt", "moitruong", ("day", 15)),
        ("3.000348", "qt-ca", "gplx", ("working_day", 5)),
    ],
)
def test_permit_of_the_province_when_received_at_a_ward_then_its_department_decides(
    code: str, unit: str, examiner: str, limit: tuple[str, int]
) -> None:
    row = next(row for row in read("samples")["samples"] if row["procedure"] == code)
    version = ProcedureVersion.objects.electronic().get(procedure__code=code)
    dossier = receive_sample(row, version)

    agency = Unit.objects.get(code=unit)
    assert dossier.case.agency_id == agency.pk
    assert dossier.case.unit_id == Unit.objects.get(code="qt-18880-mc").pk
    promised = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    assert (LimitUnit(promised.unit).name.lower(), promised.amount) == limit
    assert waiting(examiner) == {"examine": 1}
    actor = actor_for(Account.objects.get(username=examiner))
    propose_result(open_steps_of(dossier.pk)[0], comment="Đủ điều kiện.", actor=actor)
    (step,) = open_steps_of(dossier.pk)
    assert (step.node, step.unit_id) == ("sign", agency.pk)
    leaders = Membership.objects.filter(unit=agency).values_list("account__username", flat=True)
    assert any(waiting(name) == {"sign": 1} for name in leaders)


def test_load_demo_when_not_a_demo_then_refused(settings: Settings) -> None:
    settings.LIENTHONG_DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo")

    assert not Account.objects.exists()


def test_load_demo_when_settings_have_no_password_then_refused(settings: Settings) -> None:
    settings.DEMO_OFFICER_PASSWORD = ""

    with pytest.raises(CommandError):
        call_command("load_demo")


@pytest.mark.usefixtures("province")
def test_demo_accounts_when_json_then_one_for_every_role_and_they_can_sign_in() -> None:
    out = StringIO()

    call_command("demo_accounts", "--json", stdout=out)

    accounts = json.loads(out.getvalue())["accounts"]
    assert len(accounts) == len({row["role"] for row in accounts}) == 12
    for row in accounts[1:]:
        officer = Account.objects.get(username=row["username"])
        assert officer.check_password(row["password"])
        assert officer.display_name == row["name"]


def test_expand_when_pattern_names_nothing_then_refused() -> None:
    assert expand(["a.b.*"], ["a.b.c", "a.b.d", "a.x.y"]) == ["a.b.c", "a.b.d"]
    with pytest.raises(LookupError):
        expand(["a.z.*"], ["a.b.c"])


@pytest.mark.usefixtures("province")
def test_pages_are_weighed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volume, "OPENINGS", 1)

    weighed = [volume.weigh(part) for part in volume.PAGES]

    assert [one.part for one in weighed] == ["board", "home", "promises"]
    assert all(one.cpu_seconds > 0 for one in weighed)
    monkeypatch.setattr(volume, "BOARD", "/khong-co/")
    with pytest.raises(ValueError, match="404"):
        volume.weigh("board")
