# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What rests on legal instruments among forms."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.models import FormVersion
from lienthong.core.forms.permissions import EDIT
from lienthong.kernel.citations import Citation, bases_in
from lienthong.kernel.directories import Ground, Resting


def _forms(citation: Citation, day: date) -> list[Resting]:
    rows = FormVersion.objects.all().lasting(day).select_related("form").order_by("form__code")
    found = []
    for row in citation.narrowed(rows, "legal_basis", "content"):
        named = citation.first_in(text for _place, text in bases_in(row.content, day))
        basis = citation.first_in(row.legal_basis) or named
        if basis:
            place = ("administration:form", (row.form.code,))
            found.append(Resting(str(row), basis, *place))
    return found


GROUNDS = (Ground(_("Biểu mẫu điện tử"), EDIT, _forms),)
