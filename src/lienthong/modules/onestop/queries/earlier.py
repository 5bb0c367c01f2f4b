# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers of the citizen's own earlier dossiers, offered again when they agree to it.

Only what is about the citizen, wherever they stood in the form, and about their things; never what
another person's dossier or a withdrawn one says, never what they said about somebody else.
Legal basis: 45/2020/NĐ-CP, Điều 4; 91/2025/QH15.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Person
from lienthong.core.cases.api import CaseData
from lienthong.core.forms.api import BEGUN, Offer, answers_by_meaning
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.language import of_record
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier

REUSE = "reuse"
"""Key of a draft's setting: its owner agreed, when they began it, to answers used again."""

FOR_OTHERS = "principal_role"
"""Key of a draft's setting that is filled in for a principal: their things are not one's own."""

OWN_ROLES = ("person", "submitter")
_S = DossierState
STANDING = (_S.IN_PROCESS, _S.RECEIVED, _S.GRANTED, _S.REFUSED, _S.RETURNED)


@dataclass(frozen=True, slots=True)
class ReuseRules:
    """Which meanings may be offered again."""

    things: frozenset[str]
    each_time: frozenset[str]
    most_dossiers: int


@cache
def reuse_rules() -> ReuseRules:
    """The rules in force.

    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    data = packaged_yaml("lienthong.modules.onestop", "reuse.yaml")
    return ReuseRules(
        frozenset(data["things"]), frozenset(data["each_time"]), int(data["most_dossiers"])
    )


def reusable_dossiers(actor: Actor) -> list[Dossier]:
    """Dossiers whose answers may be offered to the citizen again, newest first."""
    return list(_reusable(actor).select_related("case", "procedure_version"))


def reusable_names(actor: Actor) -> list[Dossier]:
    """The same with their code, title and day only: a procedure takes long to read."""
    if actor.kind is not ActorKind.CITIZEN or actor.person_id is None:
        return []
    return _NAMED.all(actor.person_id)


_NAMED: Prepared[Dossier] = Prepared(
    lambda person: (
        _of_person(person)
        .select_related("case")
        .only("accepted_at", "submission_code", "case__code", "case__title")
    )
)


def may_reuse(actor: Actor) -> bool:
    """Whether there is any."""
    return _reusable(actor).exists()


def _reusable(actor: Actor) -> QuerySet[Dossier]:
    if actor.kind is not ActorKind.CITIZEN or actor.person_id is None:
        return Dossier.objects.none()
    return _of_person(actor.person_id)


def _of_person(person: int) -> QuerySet[Dossier]:
    mine = Dossier.objects.filter(
        submitter_id=person,
        mandate=None,
        accepted_at__isnull=False,
        case__state__in=STANDING,
    )
    return mine.order_by("-accepted_at", "-pk")[: reuse_rules().most_dossiers]


class EarlierDossiers:
    """Prefill from the citizen's own earlier dossiers."""

    code = "earlier_dossier"

    def offers(
        self, actor: Actor, meanings: frozenset[str], setting: Mapping[str, Any]
    ) -> Mapping[str, Offer]:
        """The newest own answer under each wanted meaning; nothing without consent for this use."""
        if not setting.get(REUSE) or not meanings:
            return {}
        agreed = datetime.fromisoformat(setting[BEGUN])
        person = Person.objects.filter(pk=actor.person_id or 0).first()
        found: dict[str, Offer] = {}
        number = (person.personal_id or "") if person else ""
        for dossier, told in _told(reusable_dossiers(actor)):
            theirs = dossier.applicant.get("personal_id") or number
            things = theirs == number and not setting.get(FOR_OTHERS)
            for meaning, value in own_answers(told, number, own_things=things).items():
                if meaning in meanings and meaning not in found:
                    found[meaning] = _offer(dossier, value, agreed)
        return found

    def fills(self, meanings: frozenset[str]) -> Mapping[str, str]:
        """Whatever is about the person themselves, and about their things."""
        words = _("hồ sơ trước của người nộp")
        return {meaning: words for meaning in meanings if _may_be_own(meaning)}


def _may_be_own(meaning: str) -> bool:
    rules, role = reuse_rules(), meaning.partition(".")[0]
    return role in OWN_ROLES or (role in rules.things and meaning not in rules.each_time)


def own_answers(told: Mapping[str, Any], number: str, *, own_things: bool) -> dict[str, Any]:
    """Of answers by meaning: those about the person themselves, and about their own things.

    A role in the form (mother, applicant …) is the person's own when it carries their number.
    """
    rules = reuse_rules()
    own: dict[str, Any] = {}
    for meaning, value in told.items():
        role, _dot, what = meaning.partition(".")
        if role in rules.things:
            if own_things and meaning not in rules.each_time:
                own[meaning] = value
        elif role in OWN_ROLES or (number and told.get(f"{role}.personal_id") == number):
            own |= {f"{mine}.{what}": value for mine in OWN_ROLES}
    return own


def _told(dossiers: Iterable[Dossier]) -> Iterator[tuple[Dossier, dict[str, Any]]]:
    rows = list(dossiers)
    stored = CaseData.objects.in_bulk([row.pk for row in rows])
    for row in rows:
        kept = stored.get(row.pk)
        if kept is not None and kept.form_version_id:
            yield row, answers_by_meaning(kept.form_version_id, kept.data)


def _offer(dossier: Dossier, value: Any, agreed: datetime) -> Offer:
    at = dossier.accepted_at or dossier.case.received_at
    day = f"{timezone.localtime(at):%d/%m/%Y}"
    local = timezone.localtime(agreed)
    with of_record():
        consent = _("Đồng ý dùng lại lúc %(time)s ngày %(day)s")
        title = _("Hồ sơ %(code)s, ngày %(day)s")
    return Offer(
        value=value,
        source=f"{EarlierDossiers.code}:{dossier.pk}",
        title=title % {"code": dossier.code, "day": day},
        at=at,
        consent=consent % {"time": f"{local:%H:%M}", "day": f"{local:%d/%m/%Y}"},
    )
