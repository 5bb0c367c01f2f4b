# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Print templates, rules of initials and mandates that rest on a legal instrument."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import PREFIX, SigningAuthority
from lienthong.core.documents.models import InitialRule, SigningMandate
from lienthong.core.documents.panels.left_mandates import holder_of
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries.laying import kinds_to_initial
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import Ground, Resting, linked_rows


def _initials(citation: Citation, day: date) -> list[Resting]:
    titles = kinds_to_initial()
    rows = InitialRule.objects.all().lasting(day).order_by("kind", "valid_from")
    return linked_rows(
        citation,
        rows,
        "ky-nhay",
        text="legal_basis",
        name=lambda row: str(titles.get(row.kind, row.kind)),
        unit="agency_id",
    )


def _mandates(citation: Citation, day: date) -> list[Resting]:
    rows = SigningMandate.objects.all().lasting(day).select_related("account", "position")
    return linked_rows(
        citation,
        rows.order_by("pk"),
        "giao-ky",
        text="legal_basis",
        name=lambda row: f"{PREFIX[SigningAuthority(row.authority)]} {holder_of(row, day)}",
        unit="agency_id",
    )


OWN_GROUNDS = (
    Ground(_("Ký nháy"), CONFIGURE, _initials),
    Ground(_("Ký thay, thừa lệnh"), CONFIGURE, _mandates),
)
