# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How the seals of the demo's agencies look, and the signatures of who signs for them."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import SignatureImage
from lienthong.demo.load_units import unit_ids
from lienthong.demo.plan import START, UnitPlan, officers, units
from lienthong.demo.seals import draw_seal
from lienthong.demo.strokes import draw_signature

SEAL_WIDTH, SIGNATURE_WIDTH = 36, 45  # millimetres
SIGNS, SEALS = "leader", "clerk"
"""Roles of who signs, and of who seals: only their pictures are drawn."""
WITH_STAR = ("province", "commune")
"""Kinds of agency whose seal shows a star; the others write their short name within."""
RING, DEPARTMENT, LONG_LINE = "UBND tỉnh Quảng Trị", "Sở ", 12
BASIS = "Giấy chứng nhận đăng ký mẫu con dấu của bản chạy thử"


def load_pictures() -> None:
    """Draw what is not there yet; twice changes nothing."""
    SignatureImage.objects.bulk_create([*_seals(), *_signatures()])


def _seals() -> Iterator[SignatureImage]:
    where = unit_ids()
    known = set(SignatureImage.objects.filter(unit__isnull=False).values_list("unit_id", flat=True))
    sealing = {grant.unit for plan in officers() for grant in plan.grants if grant.role == SEALS}
    plans = {unit.code: unit for unit in units()}
    agencies = {plans[code].agency for code in sealing}
    for plan in units():
        if plan.code in agencies and where[plan.code] not in known:
            yield SignatureImage(
                unit_id=where[plan.code],
                picture=draw_seal(*seal_words(plan), seed=plan.code),
                width_mm=SEAL_WIDTH,
                basis=BASIS,
                valid_from=START,
            )


def _signatures() -> Iterator[SignatureImage]:
    signing = {
        plan.username: plan.name.full
        for plan in officers()
        if any(grant.role == SIGNS for grant in plan.grants)
    }
    known = SignatureImage.objects.filter(account__isnull=False).values("account_id")
    rows = Account.objects.filter(username__in=signing).exclude(pk__in=known).order_by("pk")
    for pk, username in rows.values_list("pk", "username"):
        yield SignatureImage(
            account_id=pk,
            picture=draw_signature(signing[username]),
            width_mm=SIGNATURE_WIDTH,
            valid_from=START,
        )


def seal_words(unit: UnitPlan) -> tuple[str, tuple[str, ...]]:
    """What stands on the ring of an agency's seal, and the lines within it (none: a star)."""
    if unit.kind in WITH_STAR:
        return unit.name, ()
    if unit.name.startswith(DEPARTMENT):
        rest = unit.name.removeprefix(DEPARTMENT).replace(" và ", "\nvà ")
        return RING, (DEPARTMENT.strip(), *rest.split("\n"))
    return RING, tuple(wrap(unit.short_name, LONG_LINE))
