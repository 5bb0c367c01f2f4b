# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that officers add, bind and part beside a dossier; no citizen reads them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import put_beside
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_internal import bind_url, file_rows, slot_beside
from lienthong.modules.onestop.permissions import VIEW
from lienthong.modules.onestop.queries.dossiers import OWNER_KIND, dossiers
from lienthong.modules.onestop.views.citizen.uploads import receipt_of


class InternalFilesView(GuardedView):
    """The internal files of a dossier, the place for one more, the way to bind several."""

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take what the edge received, if anything; else show the list."""
        dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
        receipt, fault = receipt_of(request)
        if receipt is None and not fault:
            return render(request, "onestop/work/internal.html", self._context(dossier))
        if receipt is not None:
            try:
                made = put_beside(OWNER_KIND, dossier.pk, receipt=receipt, actor=self.actor)
                messages.success(request, _("Đã thêm %(name)s.") % {"name": made.original_name})
            except (InvalidInput, IllegalState) as refused:
                fault = str(refused)
        if fault:
            messages.error(request, fault)
        return redirect("onestop:officer-internal", pk=dossier.pk)

    def _context(self, dossier: Dossier) -> dict[str, Any]:
        title = _("Tài liệu nội bộ")
        case_url = reverse("onestop:officer-case", args=[dossier.pk])
        return {
            "page_title": title,
            "crumbs": [(dossier.code or dossier.submission_code, case_url), (title, None)],
            "case": dossier.case,
            "files": file_rows(dossier),
            "slot": slot_beside(dossier, self.actor),
            "bind_url": bind_url(dossier),
            "form_key": form_key(),
        }
