# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures whose parts rest on a legal instrument: rates, times, papers, results."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.citations import Citation, bases_in
from lienthong.kernel.directories import Ground, Resting
from lienthong.modules.onestop.forms.parts import TABS, tab_of
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.permissions import EDIT


def _procedures(citation: Citation, day: date) -> list[Resting]:
    """One row for each tab of the editor in which something rests on it."""
    versions = ProcedureVersion.objects.all().lasting(day).select_related("procedure")
    found = []
    for row in citation.narrowed(versions.order_by("procedure__code"), "legal_basis", "data"):
        whole = citation.first_in(row.legal_basis)
        said = {TABS[0].slug: whole} if whole else {}
        for place, text in bases_in(row.data, day):
            if citation.names(text):
                said.setdefault(tab_of(place).slug, text)
        code = row.procedure.code
        for tab in TABS:
            if tab.slug in said:
                name = f"{code} {row.short_name} ({row.number}): {tab.title}"
                place_of = ("onestop:procedure-edit", (code, tab.slug))
                found.append(Resting(name, said[tab.slug], *place_of))
    return found


OWN_GROUNDS = (Ground(_("Thủ tục"), EDIT, _procedures),)
