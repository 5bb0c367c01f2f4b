# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Do one thing to many rows: choose, look at what will fail and why, do it, see how it went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.ui.api import BulkRun, begin_bulk, resume_bulk, take_back_bulk, take_back_until
from lienthong.kernel.bulk import MOST, REASON, BulkAct, RowList
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.registry import bulk_acts
from lienthong.kernel.views import GuardedView, may_hold
from lienthong.portals.officer.ui.panels import USUAL, row_lists

SHOWN = 200
"""So many rows of each kind stand on the screen; the counts are those of all."""


class BulkView(GuardedView):
    """Choose what to do with the chosen rows or the whole list, preview, begin."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute
    is_longer = False
    """Whether the list goes on after the rows that are meant."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """``viec`` says how far one is: nothing chosen yet, ``xem`` the preview, ``lam`` do it."""
        ids = self._ids(request.POST)
        act = next((act for act in self._acts() if act.code == request.POST.get("lam-gi")), None)
        if act is None or not ids:
            return self._choose(request, ids, chosen="viec" in request.POST)
        if request.POST.get("viec") != "lam" or self._is_unseen(act):
            return self._preview(request, act, ids, self._lacking(act))
        try:
            actor = self.actor.acting(idempotency_key=request.POST.get("_key", ""))
            run = begin_bulk(act, ids=ids, given=request.POST.dict(), actor=actor)
        except InvalidInput as refused:
            return self._preview(request, act, ids, refused)
        return redirect("officer:bulk-run", pk=run.pk)

    def _is_unseen(self, act: BulkAct) -> bool:
        """Whether another value was chosen than the preview was made with."""
        chosen = self._chosen(act)
        return act.preview_with is not None and chosen != self.request.POST.get("da-xem", "")

    def _lacking(self, act: BulkAct) -> InvalidInput | None:
        """That nobody was chosen though it was asked for."""
        if act.preview_with is None or act.value not in self.request.POST or self._chosen(act):
            return None
        return InvalidInput(fields={act.value: _("Chọn người nhận.")})

    def _chosen(self, act: BulkAct) -> str:
        return self.request.POST.get(act.value, "").strip()[:20] if act.preview_with else ""

    @property
    def _list(self) -> RowList:
        lists = row_lists()
        return lists.get(self.request.POST.get("ds", ""), lists[USUAL])

    def _acts(self) -> list[BulkAct]:
        kind = self._list.kind
        acts = (act for act in bulk_acts() if act.kind == kind)
        return [act for act in acts if may_hold(self.actor, act.permission)]

    def _ids(self, data: QueryDict) -> list[int]:
        """The chosen rows, or all of the list whose address is given, at most 5,000."""
        if data.get("tat-ca") == "1":
            asked = QueryDict(data.get("danh-sach", "")[:500].lstrip("?"))
            found = self._list.rows(self.actor, asked, MOST + 1)
            self.is_longer = len(found) > MOST
            return found[:MOST]
        texts = [*data.getlist("case"), *data.get("ids", "").split(",")]
        return list(dict.fromkeys(int(text) for text in texts if text.isdecimal()))[:MOST]

    def _choose(self, request: HttpRequest, ids: list[int], *, chosen: bool) -> HttpResponse:
        context = self._frame(request, ids) | {
            "acts": self._acts(),
            "missing": chosen and bool(ids),
        }
        return render(request, "officer/bulk.html", context, status=422 if chosen else 200)

    def _preview(
        self,
        request: HttpRequest,
        act: BulkAct,
        ids: list[int],
        refused: InvalidInput | None = None,
    ) -> HttpResponse:
        chosen = self._chosen(act)
        rows = act.foresee(ids, chosen, self.actor)
        go, stay = [row for row in rows if not row.why], [row for row in rows if row.why]
        context = self._frame(request, ids) | {
            "act": act,
            "chosen": chosen,
            "is_complete": bool(chosen) or act.preview_with is None,
            "go": go[:SHOWN],
            "go_count": len(go),
            "stay": stay[:SHOWN],
            "stay_count": len(stay),
            "shown": SHOWN,
            "fields": self._fields(act, ids, refused.fields if refused else {}),
            "error": str(refused) if refused and not refused.fields else "",
        }
        return render(request, "officer/bulk.html", context, status=422 if refused else 200)

    def _fields(self, act: BulkAct, ids: list[int], wrong: Mapping[str, str]) -> list[Any]:
        """What has to be given besides the rows, as it was typed, with what is wrong."""
        choices = act.choices(ids, self.actor) if act.choices else None
        asked = [(act.value, act.value_title, choices)] if act.value else []
        asked += [(REASON, _("Lý do"), None)] if act.needs_reason else []
        return [
            {
                "name": name,
                "title": title,
                "choices": choices,
                "typed": self.request.POST.get(name, ""),
                "error": wrong.get(name, ""),
            }
            for name, title, choices in asked
        ]

    def _frame(self, request: HttpRequest, ids: list[int]) -> dict[str, Any]:
        query = request.POST.get("danh-sach", "")[:500].lstrip("?")
        return {
            "page_title": _("Làm hàng loạt"),
            "ids": ",".join(map(str, ids)),
            "count": len(ids),
            "list_name": request.POST.get("ds", "")[:20],
            "list_url": reverse(self._list.url_name) + (f"?{query}" if query else ""),
            "list_query": query,
            "most": MOST if self.is_longer else 0,
            "form_key": form_key(),
        }


class BulkRunView(GuardedView):
    """How a run goes, and on which rows it failed; it can be resumed."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page, or only the part that changes for a page that asks for it."""
        run = self._run(pk)
        act = next((act for act in bulk_acts() if act.code == run.act), None)
        if act is None:
            raise OutOfScope
        total, whys = len(run.subject_ids), {row["id"]: row["why"] for row in run.problems}
        failed = act.preview(list(whys)[:SHOWN], self.actor)
        done = [pk for pk in run.subject_ids if pk not in whys] if run.finished_at else []
        context = {
            "page_title": _("Làm hàng loạt"),
            "run": run,
            "act": act,
            "total": total,
            "percent": run.position * 100 // total,
            "form_key": form_key(),
            "failed": [(row, whys[row.pk]) for row in failed],
            "failed_count": len(whys),
            "done": act.preview(done[:SHOWN], self.actor),
            "done_count": len(done),
            "shown": SHOWN,
            "until": take_back_until(run),
            "taken_back_by": taken_back_by(run),
        }
        part = request.headers.get("HX-Request") == "true"
        return render(
            request, "officer/bulk_part.html" if part else "officer/bulk_run.html", context
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go on with a run that was interrupted, or take one back that has just ended."""
        run = self._run(pk)
        if request.POST.get("viec") != "lay-lai":
            resume_bulk(run, actor=self.actor)
            return redirect("officer:bulk-run", pk=pk)
        try:
            actor = self.actor.acting(idempotency_key=request.POST.get("_key", ""))
            back = take_back_bulk(run, actor=actor)
        except IllegalState as refused:
            messages.error(request, str(refused))
            return redirect("officer:bulk-run", pk=pk)
        return redirect("officer:bulk-run", pk=back.pk)

    def _run(self, pk: int) -> BulkRun:
        run = BulkRun.objects.filter(pk=pk, asked_by_id=self.actor.account_id or 0).first()
        if run is None:
            raise OutOfScope
        return run


def taken_back_by(run: BulkRun) -> int | None:
    """The run that took this one back; None while there is none."""
    return BulkRun.objects.filter(undoes=run).values_list("pk", flat=True).first()
