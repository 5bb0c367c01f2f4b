# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The tablet on the desk: whoever was just served taps their paper and answers.

Legal basis: 61/2018/NĐ-CP, Điều 27 and 29.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.domain.codes import normalise_code
from lienthong.modules.onestop.models import SatisfactionForm
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.satisfaction import unanswered_at

MOST = 4


class TabletView(GuardedView):
    """Papers of the last half hour at this desk, and a field for the code."""

    permission = RECEIVE

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show them; a typed code opens its form."""
        typed = normalise_code(request.GET.get("ma", ""))[:20]
        if typed and SatisfactionForm.objects.filter(code=typed).exists():
            return redirect(_address(typed))
        context: dict[str, Any] = {
            "page_title": _("Lấy ý kiến tại quầy"),
            "waiting": [
                {
                    "title": form.stage_title,
                    "code": form.paper.dossier.code,
                    "url": _address(form.code),
                }
                for form in unanswered_at(self.actor.unit_id)[:MOST]
            ],
            "typed": typed,
            "missing": bool(typed),
        }
        return render(request, "onestop/desk/tablet.html", context)


def _address(code: str) -> str:
    return f"{reverse('onestop:citizen-satisfaction', args=[code])}?noi=quay"
