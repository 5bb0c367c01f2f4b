# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""For whom a citizen can file a procedure, and what is known of them for the form.

Legal basis: 91/2015/QH13, Điều 134 to 141; 69/2024/NĐ-CP, Điều 40.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import (
    Child,
    Mandate,
    child_of,
    children_of,
    mandates_of,
    refusal_to_act,
)
from lienthong.core.forms.api import FormDraft, Offer, holds, spec_of
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.domain.procedure import ProcedureSpec
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, ProcedureVersion

WHOM = "whom"
"""Key of a draft's setting: {kind: ``child`` or ``mandate``, id, name}; absent for oneself."""

CHILD, MANDATE = "child", "mandate"
CHILD_FACTS = ("full_name", "date_of_birth", "sex", "personal_id")
PRINCIPAL_FACTS = (*CHILD_FACTS, "name", "tax_code")


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Somebody for whom a procedure can be filed; ``refusal`` says why not today."""

    value: str
    name: str
    note: str
    refusal: str = ""


def beneficiaries(actor: Actor, version: ProcedureVersion) -> list[Beneficiary]:
    """Children and principals of the citizen who fit the procedure, in the order of their lists."""
    found = []
    if asks_about_child(version):
        found += [
            Beneficiary(f"{CHILD}:{child.pk}", child.full_name, f"{child.date_of_birth:%d/%m/%Y}")
            for child in children_of(actor.person_id)
        ]
    if version.spec.people.takes_representatives:
        code, today = version.procedure.code, timezone.localdate()
        found += [
            Beneficiary(
                f"{MANDATE}:{mandate.pk}",
                mandate.principal_name,
                str(mandate.get_basis_display()),
                refusal_to_act(mandate, code, on=today),
            )
            for mandate in mandates_of(actor.person_id, standing=True)
        ]
    return found


def asks_about_child(version: ProcedureVersion) -> bool:
    """Whether the form of the procedure asks about a child."""
    fields = spec_of(version.form_version_id or 0).fields()
    return any(question.semantic == "child.full_name" for question in fields)


def own_mandate(actor: Actor, pk: int) -> Mandate:
    """A mandate by which the actor acts for somebody. Raises ``OutOfScope``."""
    found = mandates_of(actor.person_id).filter(pk=pk).first()
    if found is None:
        raise OutOfScope
    return found


def whom_of(draft: FormDraft) -> str:
    """Name of the person or organisation a draft is for; empty for oneself."""
    return str((draft.setting.get(WHOM) or {}).get("name", ""))


class ActingFor:
    """Prefill with what the citizen keeps about a child, or declared about a principal."""

    code = "acting"

    def offers(
        self, actor: Actor, meanings: frozenset[str], setting: Mapping[str, Any]
    ) -> Mapping[str, Offer]:
        """Facts of whoever was chosen when the draft began, under their role in the form."""
        whom = setting.get(WHOM)
        if not whom or actor.kind is not ActorKind.CITIZEN:
            return {}
        try:
            known = (
                _child_offers(child_of(actor, whom["id"]), setting)
                if whom["kind"] == CHILD
                else _principal_offers(own_mandate(actor, whom["id"]), setting)
            )
        except OutOfScope:
            return {}
        return {meaning: offer for meaning, offer in known.items() if meaning in meanings}

    def fills(self, meanings: frozenset[str]) -> Mapping[str, str]:
        """Children on the citizen's list, and principals in the roles that procedures name."""
        child = {f"child.{what}" for what in CHILD_FACTS}
        others = {f"{role}.{what}" for role in principal_roles() for what in PRINCIPAL_FACTS}
        told = dict.fromkeys(meanings & others, _("người được làm thay"))
        return told | dict.fromkeys(meanings & child, _("con trong danh sách của người nộp"))


def principal_roles() -> set[str]:
    """Roles in which a principal stands in any electronic version of a procedure."""
    named = ProcedureVersion.objects.electronic().values_list(
        "data__people__representative__principal", flat=True
    )
    return {
        str(role)
        for one in named
        for role in (one.values() if isinstance(one, Mapping) else [one])
        if role
    }


def _child_offers(child: Child, setting: Mapping[str, Any]) -> dict[str, Offer]:
    title = child.source_text or _("Danh sách con bạn đã lưu")
    facts = {
        "full_name": child.full_name,
        "date_of_birth": child.date_of_birth.isoformat(),
        "sex": child.gender,
        "personal_id": child.personal_id,
    }
    return _offers(facts, "child", title, child.added_at, setting)


def _principal_offers(mandate: Mandate, setting: Mapping[str, Any]) -> dict[str, Offer]:
    born = mandate.principal_date_of_birth
    facts = {
        "full_name": mandate.principal_name,
        "personal_id": mandate.principal_personal_id,
        "date_of_birth": born.isoformat() if born else "",
        "sex": mandate.principal_gender,
        "name": mandate.principal_name,
        "tax_code": mandate.principal_tax_code,
    }
    title = _("Người bạn làm thay: %(name)s") % {"name": mandate.principal_name}
    role = str(setting.get("principal_role", ""))
    return _offers(facts, role, title, mandate.declared_at, setting) if role else {}


def _offers(
    facts: Mapping[str, str], role: str, title: str, at: datetime, setting: Mapping[str, Any]
) -> dict[str, Offer]:
    agreed = _("Bạn chọn %(name)s khi bắt đầu") % {"name": facts["full_name"]}
    return {
        f"{role}.{what}": Offer(value, f"{ActingFor.code}:{role}", title, at, agreed)
        for what, value in facts.items()
        if value
    }


def granted_births(actor: Actor) -> list[Dossier]:
    """Own granted dossiers about a child of the citizen's that is not on their list yet."""
    done = (DossierState.GRANTED, DossierState.RETURNED)
    known = set(children_of(actor.person_id).values_list("source_id", flat=True))
    rows = Dossier.objects.select_related("case", "procedure_version", "result").filter(
        submitter_id=actor.person_id or 0, mandate=None, case__state__in=done
    )
    return [row for row in rows.exclude(pk__in=known - {None}) if _is_own_child(row)]


def _is_own_child(dossier: Dossier) -> bool:
    result = getattr(dossier, "result", None)
    if result is None or result.kind != "granted" or result.revoked_at is not None:
        return False
    if not dossier.data_subject.get("name") or not dossier.data_subject.get("date_of_birth"):
        return False
    stored = dossier.case.form
    today = timezone.localdate()
    people = dossier.procedure_version.spec.people
    return people.is_own_child(lambda condition: holds(condition, stored.data, today))


def role_of(spec: ProcedureSpec, mandate: Mandate) -> str:
    """In which role of the form the principal of a mandate stands; empty when in none."""
    return spec.people.principal_role(kind=mandate.principal_kind, gender=mandate.principal_gender)
