# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What this installation already knows: communes, and the citizen as VNeID told at sign-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import CitizenClaims, verified_identity
from lienthong.core.forms.adapters.reference_data import code_lists
from lienthong.core.forms.domain.context import Division
from lienthong.core.forms.domain.prefill import Offer
from lienthong.core.references.api import find_former, find_place
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.language import of_record
from lienthong.kernel.text import fold

PROVINCES = ("tỉnh", "thành phố")
ROLES = ("person", "submitter")
SHARED = (
    *("full_name", "personal_id", "legacy_id", "date_of_birth", "sex", "phone", "email"),
    *("residence", "ethnicity", "nationality"),
)
"""What VNeID shares of a person."""


def find_commune(text: str) -> Division | None:
    """The commune, ward or special zone by code or name; a province alone is no answer.

    "Đồng Hới, Quảng Trị" is understood: people leave out the kinds of places.
    """
    name, comma, province = (part.strip() for part in text.rpartition(","))
    writings = [text, *(f"{name}, {kind} {province}" for kind in PROVINCES if comma)]
    for place in map(find_place, writings):
        if place is not None and place.parent:
            return Division(place.code, place.text)
    return None


def former_communes(text: str) -> Sequence[Division]:
    """The communes of today that a commune of before 1 July 2025 became."""
    return [Division(place.code, place.text) for place in find_former(text)]


class VerifiedPerson:
    """The signed-in citizen's own data, shared by consent when signing in with VNeID.

    Legal basis: 69/2024/NĐ-CP, Điều 9.
    """

    code = "vneid"

    def offers(
        self, actor: Actor, meanings: frozenset[str], setting: Mapping[str, Any]
    ) -> Mapping[str, Offer]:
        """Offers under person.* and submitter.*, and the telephone as contact.phone."""
        if actor.kind is not ActorKind.CITIZEN or actor.person_id is None:
            return {}
        known = verified_identity(actor.person_id)
        if known is None:
            return {}
        claims, account = known
        at = account.last_login or account.date_joined
        values = _values(claims)
        wanted = {f"{role}.{what}": value for role in ROLES for what, value in values.items()}
        wanted["contact.phone"] = values["phone"]
        return {
            meaning: self.offer(value, at)
            for meaning, value in wanted.items()
            if meaning in meanings and value
        }

    def fills(self, meanings: frozenset[str]) -> Mapping[str, str]:
        """What VNeID shares of a person, as person.* and submitter.*, and their telephone."""
        told = {f"{role}.{what}" for role in ROLES for what in SHARED} | {"contact.phone"}
        return dict.fromkeys(meanings & told, _("VNeID"))

    def offer(self, value: Any, at: datetime) -> Offer:
        """One value with its source and consent."""
        local = timezone.localtime(at)
        with of_record():
            consent = _("Đồng ý chia sẻ khi đăng nhập VNeID lúc %(time)s ngày %(day)s")
        return Offer(
            value=value,
            source=self.code,
            title=_("Cơ sở dữ liệu dân cư"),
            at=at,
            consent=consent % {"time": f"{local:%H:%M}", "day": f"{local:%d/%m/%Y}"},
        )


def identity_offers(person_id: int) -> Mapping[str, Offer]:
    """What a person shared when they signed in with VNeID, as person.*; empty without a sign-in.

    For the desk that has the person before it. Legal basis: 69/2024/NĐ-CP, Điều 9.
    """
    known = verified_identity(person_id)
    if known is None:
        return {}
    claims, account = known
    at, provider = account.last_login or account.date_joined, VerifiedPerson()
    told = ((what, value) for what, value in _values(claims).items() if value)
    return {f"person.{what}": provider.offer(value, at) for what, value in told}


def place_of(formatted: str) -> dict[str, Any] | None:
    """An address answer from "detail, commune, province" text; None when the commune is unknown."""
    parts = [part.strip() for part in formatted.split(",")]
    found = find_commune(", ".join(parts[-2:])) if len(parts) > 1 else None
    if found is None:
        return None
    detail = ", ".join(parts[:-2])
    return {"division": found.code, "division_text": found.text, "detail": detail}


def _values(claims: CitizenClaims) -> dict[str, Any]:
    facts = claims.facts
    born = facts.date_of_birth
    return {
        "full_name": facts.full_name,
        "personal_id": facts.personal_id,
        "legacy_id": facts.legacy_id,
        "date_of_birth": born.isoformat() if born else "",
        "sex": facts.gender,
        "phone": facts.phone,
        "email": facts.email,
        "residence": place_of(facts.residence),
        "ethnicity": _code("ethnicity", claims.ethnicity),
        "nationality": _code("country", claims.nationality),
    }


def _code(code_list: str, text: str) -> str:
    options = code_lists()[code_list]
    return next((o.value for o in options if fold(text) in {fold(o.label), fold(o.value)}), "")
