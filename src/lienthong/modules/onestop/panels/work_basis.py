# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ground of filing in another's place, as the desk looks at it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Mandate, MandateState, person_by_personal_id
from lienthong.core.documents.api import FileVersion
from lienthong.kernel.text import fold
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.citizen_acting import STATE_KINDS


def basis_panel(dossier: Dossier) -> dict[str, Any] | None:
    """State, paper and what to look at twice; None when the submitter acts for nobody."""
    mandate = dossier.mandate
    if mandate is None:
        return None
    state = str(mandate.get_state_display())
    return {
        "state": state[:1].upper() + state[1:],
        "kind": STATE_KINDS[MandateState(mandate.state)],
        "valid_to": mandate.valid_to,
        "file": FileVersion.objects.filter(pk=mandate.document_id or 0).first(),
        "warnings": _warnings(mandate),
        "open": mandate.state == MandateState.DECLARED,
    }


def basis_papers(dossier: Dossier) -> list[tuple[str, int]]:
    """The paper of the mandate for the viewer beside."""
    mandate = dossier.mandate
    if mandate is None or mandate.document_id is None:
        return []
    return [(_("Căn cứ nộp thay"), mandate.document_id)]


def _warnings(mandate: Mandate) -> list[str]:
    found = []
    if mandate.is_over(timezone.localdate()):
        found.append(_("Căn cứ này đã quá ngày hết hạn."))
    known = person_by_personal_id(mandate.principal_personal_id or "-")
    if known is not None and fold(known.full_name) != fold(mandate.principal_name):
        found.append(_("Số định danh này đang ghi cho người tên khác. Hãy đối chiếu giấy tờ."))
    return found
