# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk's list: what was sent online, what is to be asked, checked, given back.

Legal basis: 45/2020/NĐ-CP, Điều 11.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import Step, inbox
from lienthong.core.deadlines.api import chips_of
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.domain.side_steps import side_nodes
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.dossiers import submission_codes
from lienthong.modules.onestop.views.desk.places import DESK_NODES, WAIT_NODES, desk_url
from lienthong.modules.onestop.views.desk.slips import printed_beside

MOST = 200
WAITING = {"state": "paused", "words": gettext_lazy("Đang chờ")}
SIDE_NODES = side_nodes(of="receiving")
GROUPS: tuple[tuple[object, frozenset[str]], ...] = (
    (gettext_lazy("Nộp trên mạng, trả lời trong 8 giờ làm việc"), frozenset({"intake"})),
    (gettext_lazy("Nơi khác chuyển tới, nhận trong ngày"), frozenset({"take_over"})),
    (gettext_lazy("Gửi yêu cầu bổ sung"), frozenset({"send_supplement"})),
    (gettext_lazy("Kiểm tra giấy tờ bổ sung"), frozenset({"check_supplement"})),
    (gettext_lazy("Kiểm tra lại theo ý kiến thẩm tra"), frozenset({"recheck"})),
    (gettext_lazy("Trả kết quả"), frozenset({"return_result"})),
    (gettext_lazy("Gửi văn bản, thu tiền, trả lời người dân"), SIDE_NODES),
    (gettext_lazy("Đang chờ người dân"), WAIT_NODES),
)


class ReceptionView(GuardedView):
    """Everything that lies at the desk, grouped by what is to be done."""

    permission = RECEIVE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, most urgent first in each group."""
        page = inbox(self.actor, size=MOST)
        steps = [step for step in page.steps if step.node in DESK_NODES | WAIT_NODES | SIDE_NODES]
        groups = groups_of(steps)
        context = {
            "page_title": _("Quầy tiếp nhận"),
            "groups": groups,
            "online": sum(1 for step in steps if step.node == "intake"),
            "ready": sum(1 for step in steps if step.node == "return_result"),
            "more": page.more,
            "form_key": form_key(),
        }
        context |= printed_beside(request, self.actor)
        return render(request, "onestop/desk/reception.html", context)


def groups_of(steps: list[Step]) -> list[dict[str, Any]]:
    """Rows grouped by what is to be done; empty groups are left out."""
    chips = chips_of(step.deadline_id for step in steps if step.deadline_id)
    codes = submission_codes(step.case_id for step in steps if not step.case_code)
    groups = []
    for title, nodes in GROUPS:
        rows = [_row(step, chips, codes) for step in steps if step.node in nodes]
        if rows:
            groups.append({"title": str(title), "count": len(rows), "rows": rows})
    return groups


def _row(step: Step, chips: dict[int, dict[str, Any]], codes: dict[int, str]) -> dict[str, Any]:
    waits = step.node in WAIT_NODES
    return {
        "id": step.pk,
        "url": _address(step),
        "deadline": WAITING if waits else chips.get(step.deadline_id or 0),
        "icon": "folder",
        "kind": _("Hồ sơ"),
        "title": step.case_title,
        "person": step.subject_name,
        "code": step.case_code or codes.get(step.case_id, ""),
        "step": step.title,
    }


def _address(step: Step) -> str:
    """The desk's own screen, else the case with this step in hand."""
    if step.node in DESK_NODES:
        return desk_url(step)
    return f"{reverse('onestop:officer-case', args=[step.case_id])}?buoc={step.pk}"
