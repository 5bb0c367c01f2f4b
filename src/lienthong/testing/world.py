# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small world, by the tables and commands of real data: a province, two wards, all roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.management import call_command

from lienthong.core.access.api import Grant, GrantScope, Role, actor_for
from lienthong.core.accounts.api import Account, AccountKind, Person
from lienthong.core.deadlines.api import load_calendar
from lienthong.core.references.api import AdministrativeDivision, DivisionVersion
from lienthong.core.units.api import (
    Competence,
    Membership,
    Position,
    PositionVersion,
    Unit,
    UnitCode,
    UnitKind,
    UnitVersion,
    rebuild_closure,
)
from lienthong.kernel.actor import Actor
from lienthong.testing.offices import PAPERS, let_sign

START = date(2025, 7, 1)
EXAMINER = (
    "onestop.dossier.process",
    "onestop.dossier.hand_over",
    "onestop.dossier.view",
    "documents.issued.draft",
    "cases.unit.view",
    "cases.comment.add",
)
EXAMINERS: tuple[str, ...] = ("civil_status_officer", "business_officer", "construction_officer")
EXAMINERS += ("social_officer", "environment_officer", "licence_officer")
ROLES: dict[str, tuple[str, ...]] = {
    "one_stop_officer": (
        "onestop.dossier.receive",
        "onestop.dossier.hand_over",
        "onestop.dossier.view",
        "onestop.result.return",
        "onestop.register.view",
        "accounts.person.register",
        "cases.unit.view",
        "cases.comment.add",
    ),
    **dict.fromkeys(EXAMINERS, EXAMINER),
    "consulted_officer": (
        "onestop.dossier.view",
        "cases.opinion.give",
        "cases.unit.view",
        "cases.comment.add",
    ),
    "one_stop_head": (
        "onestop.dossier.view",
        "onestop.opinion.watch",
        "onestop.register.view",
        "cases.unit.view",
        "cases.comment.add",
    ),
    "leader": (
        "onestop.result.sign",
        "onestop.result.revoke",
        "onestop.opinion.watch",
        "onestop.dossier.view",
        "onestop.register.view",
        "onestop.satisfaction.view",
        "onestop.figures.view",
        *PAPERS["leader"],
        "cases.unit.view",
        "cases.step.assign",
        "ui.view.share",
        "cases.comment.add",
        "access.delegation.make",
    ),
    "clerk": (
        "onestop.result.issue",
        "onestop.dossier.hand_over",
        "onestop.dossier.view",
        "onestop.register.view",
        *PAPERS["clerk"],
        "cases.comment.add",
        "cases.unit.view",
    ),
    "administrator": (
        "access.grant.manage",
        "accounts.account.manage",
        "accounts.app.manage",
        "audit.record.view",
        *("notifications.template.view", "forms.design.edit", "forms.version.publish"),
        *("onestop.catalogue.view", "onestop.catalogue.confirm", "cases.work.move"),
        *("onestop.procedure.edit", "onestop.procedure.publish", "onestop.catalogue.import"),
        *("process.design.edit", "process.version.publish", "process.instance.move"),
        *("integration.message.view", "integration.message.replay"),
        *("documents.template.manage", "documents.seal.keep"),
        *("units.unit.keep", "units.post.appoint", "units.position.keep", "access.role.keep"),
        *("references.instrument.keep", "references.list.keep", "numbering.book.keep"),
        *("notifications.wording.keep", "integration.partner.keep", "integration.job.run"),
        "cases.service.settle",
        *("deadlines.calendar.revise", "deadlines.calendar.assign"),
        "references.configuration.exchange",
    ),
}
TITLES = {
    "one_stop_officer": "Công chức một cửa",
    "civil_status_officer": "Công chức tư pháp – hộ tịch",
    "business_officer": "Chuyên viên đăng ký kinh doanh",
    "construction_officer": "Chuyên viên quản lý xây dựng",
    "social_officer": "Chuyên viên bảo trợ xã hội",
    "environment_officer": "Chuyên viên môi trường",
    "licence_officer": "Cán bộ giấy phép lái xe",
    "consulted_officer": "Chuyên viên cho ý kiến",
    "one_stop_head": "Phụ trách một cửa",
    "leader": "Phó Chủ tịch",
    "clerk": "Văn thư",
    "administrator": "Quản trị",
}


@dataclass(frozen=True, slots=True)
class Ward:
    """One ward: its committee (agency), its desk, its place."""

    agency: Unit
    desk: Unit
    division: AdministrativeDivision


@dataclass(frozen=True, slots=True)
class World:
    """The small world."""

    province: Unit
    ward: Ward
    other: Ward
    land: Unit
    fire: Unit

    def consulted(self, unit: Unit) -> Actor:
        """The officer who answers for a unit that is asked for opinions."""
        return actor_for(self.consulted_account(unit))

    def consulted_account(self, unit: Unit) -> Account:
        """The account of that officer."""
        return Account.objects.get(username=f"consulted_officer.{unit.code}".lower())

    def officer(self, role: str, *, ward: Ward | None = None) -> Actor:
        """An officer with the role in the ward (the first one)."""
        return actor_for(self.account(role, ward=ward))

    def account(self, role: str, *, ward: Ward | None = None) -> Account:
        """The account of that officer."""
        place = ward or self.ward
        return Account.objects.get(username=f"{role}.{place.agency.code}".lower())

    def citizen(self, number: str = "044194003812") -> Actor:
        """A citizen who signs in with that number."""
        return actor_for(Account.objects.get(person__personal_id=number, kind="citizen"))


def make_world() -> World:
    """Build the world; needs an empty database."""
    call_command("load_reference", only="law", verbosity=0)
    load_calendar("default", actor=Actor.platform("kiểm thử"))
    for code, permissions in ROLES.items():
        Role.objects.create(code=code, title=TITLES[code], permissions=list(permissions))
    place = _division("44", "Tỉnh Quảng Trị", "province", None)
    province = _unit("H50", "Ủy ban nhân dân tỉnh Quảng Trị", UnitKind.PROVINCE, None, None)
    ward = _ward(province, place, "18880", "Đồng Hới", "H50.12")
    other = _ward(province, place, "19333", "Đông Hà", "H50.53")
    land = asked_unit(province, "L44", "Văn phòng Đăng ký đất đai", "opinion.land", ward, other)
    fire = asked_unit(province, "F44", "Phòng Cảnh sát PCCC", "opinion.fire", ward, other)
    rebuild_closure()
    for role in (code for code in ROLES if code != "consulted_officer"):
        _officer(role, ward)
        _officer(role, other)
    let_sign("leader", for_title="Chủ tịch")
    for unit in (land, fire):
        post_officer("consulted_officer", unit, unit.code)
    for number, name in (("044194003812", "Trần Thị Mỹ Duyên"), ("044091001234", "Lê Quang Thắng")):
        _citizen(number, name)
    return World(province, ward, other, land, fire)


def _division(
    code: str, name: str, kind: str, parent: AdministrativeDivision | None
) -> AdministrativeDivision:
    division, made = AdministrativeDivision.objects.get_or_create(code=code)
    if made:
        DivisionVersion.objects.create(
            division=division, parent=parent, kind=kind, name=name, valid_from=START
        )
    return division


def _unit(
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    agency: Unit | None,
    division: AdministrativeDivision | None = None,
) -> Unit:
    unit = Unit.objects.create(code=code)
    UnitVersion.objects.create(
        unit=unit,
        agency=agency or unit,
        parent=parent,
        kind=kind,
        level="commune" if parent else "province",
        name=name,
        short_name=name.replace("Ủy ban nhân dân", "UBND"),
        symbol="UBND",
        division=division,
        details={"place": name.split(" ")[-2] + " " + name.rsplit(" ", maxsplit=1)[-1]},
        valid_from=START,
    )
    return unit


def _ward(province: Unit, place: AdministrativeDivision, code: str, name: str, prefix: str) -> Ward:
    division = _division(code, f"Phường {name}", "ward", place)
    agency = _unit(
        f"U{code}",
        f"Ủy ban nhân dân phường {name}",
        UnitKind.COMMUNE,
        province,
        None,
        division,
    )
    desk = _unit(
        f"C{code}",
        f"Trung tâm Phục vụ hành chính công phường {name}",
        UnitKind.CENTRE,
        agency,
        agency,
        division,
    )
    UnitCode.objects.create(unit=desk, scheme="dossier_prefix", code=prefix, valid_from=START)
    Competence.objects.create(unit=agency, matter="*", division=division, valid_from=START)
    return Ward(agency, desk, division)


def asked_unit(province: Unit, code: str, name: str, matter: str, *wards: Ward) -> Unit:
    """A unit of the province that is asked about a matter in the wards."""
    unit = _unit(code, name, UnitKind.DEPARTMENT, province, None)
    for ward in wards:
        Competence.objects.create(
            unit=unit, matter=matter, division=ward.division, valid_from=START
        )
    return unit


def _officer(role: str, ward: Ward) -> None:
    at_desk = role in {"one_stop_officer", "one_stop_head"}
    post_officer(role, ward.desk if at_desk else ward.agency, ward.agency.code)


def post_officer(role: str, unit: Unit, code: str) -> None:
    """An officer who holds the role in the unit."""
    name = f"{TITLES[role]} {code}"
    account = Account.objects.create_user(
        username=f"{role}.{code}",
        password="mat-khau-thu-nghiem",
        kind=AccountKind.OFFICER,
        display_name=name,
    )
    position, _made = Position.objects.get_or_create(code=role)
    PositionVersion.objects.get_or_create(
        position=position, valid_from=START, defaults={"title": TITLES[role]}
    )
    Membership.objects.create(
        account=account, unit=unit, position=position, valid_from=START, is_main=True
    )
    Grant.objects.create(
        account=account,
        role=Role.objects.get(code=role),
        unit=unit,
        scope=GrantScope.ALL if role == "administrator" else GrantScope.UNIT,
        valid_from=START,
    )


def _citizen(number: str, name: str) -> None:
    person = Person.objects.create(
        full_name=name,
        personal_id=number,
        date_of_birth=date(1994, 3, 8),
        gender="female",
        phone="0912345486",
        residence="Tổ dân phố 6, phường Đồng Hới",
    )
    Account.objects.create_user(
        username=f"vneid-{number}", kind=AccountKind.CITIZEN, person=person, display_name=name
    )
