# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Grants that rest on a legal instrument."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from lienthong.core.access.enums import GrantKind
from lienthong.core.access.models import Grant
from lienthong.core.access.permissions import GRANT
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import Ground, Resting, linked_rows


def _grants(citation: Citation, day: date) -> list[Resting]:
    rows = Grant.objects.filter(revoked_at=None, kind=GrantKind.DIRECT).lasting(day)
    rows = rows.select_related("account", "position", "role").order_by("pk")
    return linked_rows(citation, rows, "phan-quyen", link="instrument_id", unit="unit_id")


OWN_GROUNDS = (Ground(_("Phân quyền"), GRANT, _grants),)
