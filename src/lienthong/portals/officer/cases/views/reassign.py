# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Move what an officer has in hand when they are ill or leave: choose, preview, do, see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import (
    ASSIGN,
    MOST,
    Reassignment,
    Step,
    Takers,
    begin_reassignment,
    count_by_holder,
    count_held_in,
    held_steps,
    problem_of,
    taker_of,
)
from lienthong.core.units.api import Membership, Unit, officers_of, positions_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.cases.forms import (
    BACK,
    ReassignForm,
    account_in,
    chosen_steps,
    place_of,
)
from lienthong.portals.officer.cases.panels import rows_of

SHOWN = 50
"""Rows on one screen; "all" means all, however many."""


def _colleagues(actor: Actor) -> list[Membership]:
    return officers_of(actor.agency_id) if actor.agency_id else []


def _left(counts: dict[int, int], present: list[Membership]) -> list[Account]:
    """Who serves there no longer, or was locked, and still has work of it in hand."""
    gone = set(counts) - {m.account_id for m in present}
    return list(Account.objects.filter(pk__in=gone).order_by("pk"))


def _units(actor: Actor) -> list[int] | None:
    found = reachable_unit_ids(reach(actor, ASSIGN))
    if found is None or isinstance(found, set | frozenset):
        return found if found is None else sorted(found)
    return [row[0] for row in found]


def _holder(pk: int, present: list[Membership], unit_ids: list[int] | None) -> Account:
    """The officer, if they serve in the agency or left with work of it in hand."""
    people = {m.account_id: m.account for m in present}
    if pk not in people:
        people |= {one.pk: one for one in _left(count_by_holder(unit_ids=unit_ids), present)}
    if pk not in people:
        raise OutOfScope
    return people[pk]


def _chosen(holder: Account, sent: QueryDict, unit_ids: list[int] | None) -> list[Step]:
    """The chosen steps that are still there, or all of them."""
    steps = held_steps(holder.pk, unit_ids=unit_ids)
    wanted = chosen_steps(sent)
    chosen = {step.pk for step in steps} if wanted is None else set(wanted)
    return [step for step in steps if step.pk in chosen]


class ReassignChooseView(GuardedView):
    """Whose work is to be moved."""

    permission = ASSIGN

    def get(self, request: HttpRequest) -> HttpResponse:
        """The officers of the agency and who left with work in hand, the most first."""
        found = _colleagues(self.actor)
        counts = count_by_holder(unit_ids=_units(self.actor))
        posts = positions_of(found)
        rows = [(m.account, posts[m.account_id], counts.get(m.account_id, 0)) for m in found]
        gone = _("Không còn làm việc ở đây")
        rows += [(account, gone, counts[account.pk]) for account in _left(counts, found)]
        context = {
            "page_title": _("Chuyển việc của cán bộ"),
            "officers": sorted(rows, key=lambda row: -row[2]),
        }
        return render(request, "officer/reassign_choose.html", context)


class ReassignView(GuardedView):
    """What one officer has in hand; choosing, and a preview before anything is done."""

    permission = ASSIGN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The rows with their due dates, and to whom."""
        return self.show(
            request,
            _holder(pk, self.colleagues, _units(self.actor)),
            ReassignForm(self.takers.for_all()),
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What would change and what could not, and why; ``lam=1`` does it."""
        holder = _holder(pk, self.colleagues, _units(self.actor))
        form = ReassignForm(self.takers.for_all(), request.POST)
        steps = _chosen(holder, request.POST, _units(self.actor))
        if not steps:
            form.add_error(None, _("Chọn ít nhất một việc."))
        form.check_targets(step.pk for step in steps)
        if not form.is_valid():
            return self.show(request, holder, form)
        if request.POST.get("lam") == "1":
            return self.carry_out(request, holder, form, steps)
        return self.preview(request, holder, form, steps)

    @cached_property
    def colleagues(self) -> list[Membership]:
        """Who serves in the agency today."""
        return _colleagues(self.actor)

    @cached_property
    def takers(self) -> Takers:
        """To whom of the agency rows can go."""
        return Takers(self.colleagues, int(self.kwargs["pk"]), unit_ids=_units(self.actor))

    def show(self, request: HttpRequest, holder: Account, form: ReassignForm) -> HttpResponse:
        """The rows to choose from, with what was typed."""
        units = _units(self.actor)
        after = place_of(request.GET.get("sau", ""))
        steps = held_steps(holder.pk, unit_ids=units, after=after, size=SHOWN + 1)
        more, steps = len(steps) > SHOWN, steps[:SHOWN]
        chosen = set(chosen_steps(request.POST) or ())
        rows = [
            row
            | {
                "selected": step.pk in chosen,
                "to": form.exceptions.get(step.pk, ""),
                "targets": [(BACK, _("Hàng chung của đơn vị")), *self.takers.for_one(step)],
            }
            for step, row in zip(steps, rows_of(steps), strict=True)
        ]
        total = count_held_in(holder.pk, unit_ids=units)
        context = {
            "page_title": _("Việc của %(name)s") % {"name": holder},
            "holder": holder,
            "form": form,
            "groups": [{"title": "", "rows": rows}] if rows else [],
            "total": total,
            "shown": len(rows),
            "next_url": _next(steps[-1]) if more else "",
            "is_first": after is None,
            "nobody": bool(rows) and not self.takers,
            "all_chosen": request.POST.get("tat-ca") == "1",
            "form_key": form_key(),
        }
        status = 422 if form.errors else 200
        return render(request, "officer/reassign.html", context, status=status)

    def preview(
        self, request: HttpRequest, holder: Account, form: ReassignForm, steps: list[Step]
    ) -> HttpResponse:
        """Every step judged by the rule that the act uses."""
        judged = _judge(holder, steps, form.targets(step.pk for step in steps))
        stay = [(step, why, to) for step, why, to in judged if why]
        move = [(step, to) for step, why, to in judged if not why]
        takers = {to for _step, to in move}
        context = {
            "page_title": _("Xem trước khi chuyển"),
            "holder": holder,
            "taker": next(iter(takers), None),
            "several": len(takers) > 1,
            "stay_several": len({to for _step, _why, to in stay}) > 1,
            "shares": _count_by_name(to for _step, to in move),
            "exceptions": form.exceptions,
            "form": form,
            "move": move[:SHOWN],
            "move_ids": [step.pk for step, _to in move],
            "move_count": len(move),
            "stay": stay[:SHOWN],
            "stay_count": len(stay),
            "all_chosen": chosen_steps(request.POST) is None,
            "form_key": form_key(),
        }
        return render(request, "officer/reassign_preview.html", context)

    def carry_out(
        self, request: HttpRequest, holder: Account, form: ReassignForm, steps: list[Step]
    ) -> HttpResponse:
        """Hand it to the worker and go where its progress is shown."""
        unit = get_or_404(self.actor, ASSIGN, Unit.objects.all(), pk=self.actor.unit_id)
        try:
            made = begin_reassignment(
                unit,
                held_by=holder,
                to_account_id=form.to_account_id(),
                step_ids=[step.pk for step in steps[:MOST]],
                reason=form.cleaned_data["reason"],
                exceptions={pk: account_in(to) for pk, to in form.exceptions.items()},
                actor=self.actor,
            )
        except InvalidInput as refused:
            form.add_error(None, str(refused))
            return self.show(request, holder, form)
        return redirect("officer:reassignment", pk=made.pk)


class ReassignmentView(GuardedView):
    """How far a reassignment is, and what could not be moved and why."""

    permission = ASSIGN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Progress while it runs, the result when it is done; only one's own exists."""
        own = Reassignment.objects.filter(asked_by_id=self.actor.account_id)
        rows = own.select_related("from_account", "to_account")
        batch = get_or_404(self.actor, ASSIGN, rows, pk=pk)
        context = {"page_title": _("Kết quả chuyển việc"), **_progress(batch)}
        if request.headers.get("HX-Request") == "true":
            return render(request, "officer/reassignment_part.html", context)
        return render(request, "officer/reassignment.html", context)


def _next(last: Step) -> str:
    return "?" + urlencode({"sau": f"{last.sort_at:%Y-%m-%dT%H:%M:%S.%fZ}|{last.pk}"})


def _count_by_name(targets: Iterable[Account | None]) -> dict[str, int]:
    return dict(Counter(str(to) if to else _("Hàng chung của đơn vị") for to in targets))


def _judge(
    holder: Account, steps: list[Step], targets: dict[int, int | None]
) -> list[tuple[Step, str, Account | None]]:
    """Each step, why it would stay (empty: it goes), to whom; the rights of each taker once."""
    takers = {to: taker_of(to) for to in set(targets.values()) if to is not None}
    judged = []
    for step in steps:
        to = targets[step.pk]
        taker = takers.get(to) if to is not None else None
        why = problem_of(step, queue_account_id=holder.pk, held_by=holder.pk, taker=taker)
        if to is not None and taker is None:
            why = _("Người nhận không còn làm việc.")
        judged.append((step, why, taker.account if taker else None))
    return judged


def _progress(batch: Reassignment) -> dict[str, Any]:
    total = len(batch.step_ids)
    if not total:
        raise Http404
    return {
        "batch": batch,
        "total": total,
        "shares": _shares(batch),
        "percent": 100 * batch.position // total,
        "stayed": batch.position - batch.moved,
        "problems": batch.problems,
    }


def _shares(batch: Reassignment) -> dict[str, int]:
    """Who got how much, by name, when it went to several."""
    accounts = Account.objects.in_bulk([int(pk) for pk in batch.moved_to])
    found = {str(accounts[int(pk)]): count for pk, count in batch.moved_to.items()}
    back = batch.moved - sum(found.values())
    return found | ({_("Hàng chung của đơn vị"): back} if back else {})
