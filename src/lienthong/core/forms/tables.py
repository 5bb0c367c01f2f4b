# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What rests on legal instruments among forms."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.models import FormVersion
from lienthong.core.forms.permissions import EDIT
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import Ground, Resting, defined_rows


def _forms(citation: Citation, day: date) -> list[Resting]:
    rows = FormVersion.objects.all().lasting(day).select_related("form").order_by("form__code")
    return defined_rows(
        citation, rows, "content", day, lambda row: ("administration:form", (row.form.code,))
    )


GROUNDS = (Ground(_("Biểu mẫu điện tử"), EDIT, _forms),)
