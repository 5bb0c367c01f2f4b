# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one inbox; a step leads to the screen of its case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.access.api import may
from lienthong.core.cases.api import (
    VIEW_UNIT,
    Case,
    DueWarning,
    InboxFilter,
    InboxPage,
    Step,
    claim_step,
    count_of_parts,
    count_of_warned,
    holds,
    release_step,
)
from lienthong.core.documents.api import initials
from lienthong.core.notifications.api import count_of_unseen
from lienthong.core.ui.api import Look, look_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.counts import count_together
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.views import GuardedView
from lienthong.portals.context import COUNTED, Waiting, tell_counts
from lienthong.portals.officer.cases.forms import VIEWS, Asked
from lienthong.portals.officer.cases.panels import (
    bounded,
    group_by_urgency,
    mark_lent,
    page_of,
    panel_of,
    promises_of,
    rows_of,
    tag_filter,
    warnings_of,
)
from lienthong.portals.officer.search.views import case_url
from lienthong.portals.officer.tables import INBOX

_BEHIND: Prepared[Case] = Prepared(lambda pk: Case.objects.select_related("kind").filter(pk=pk))


class InboxView(GuardedView):
    """Everything one has to act on, most urgent first."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of rows grouped by day; the address carries view, step and place."""
        look = look_of(INBOX, request.GET, self.actor)
        if look.jump:
            return redirect(look.jump)
        asked = self._asked(request)
        page = page_of(self.actor, asked, self.warnings)
        chosen = _chosen(page, asked)
        if chosen is not None:
            chosen.case = _BEHIND.all(chosen.case_id)[0]
        held = promises_of(page.steps, chosen.case if chosen else None)
        rows = rows_of(page.steps, chosen=chosen.pk if chosen else 0, held=held)
        mark_lent(rows, page.steps, self.actor)
        tabs = self._tabs(asked)
        context = {
            "page_title": _("Việc của tôi"),
            "tabs": _with_kept(tabs, look),
            "look": look,
            "filters": [] if asked.days else self._filters(page, asked),
            "range_text": _range(page, asked, tabs),
            "groups": [{"title": "", "rows": rows}] if asked.newest else group_by_urgency(rows),
            "next_url": asked.address(after=page.steps[-1]) if page.more else "",
            "first_url": asked.address() if asked.after else "",
            "panel": panel_of(chosen, self.actor, held) if chosen else None,
            "asked": asked,
            "all_url": asked.address(node=""),
            "form_key": form_key(),
        }
        return render(request, "officer/inbox.html", context)

    @cached_property
    def warnings(self) -> list[DueWarning]:
        """The warning lists in force for the actor's unit."""
        return warnings_of(self.actor)

    def _asked(self, request: HttpRequest) -> Asked:
        """What the address asks for; a warning list that is not in force is the whole inbox."""
        asked = Asked.read(request.GET)
        known = {0, *(warning.days for warning in self.warnings)}
        return asked if asked.days in known else replace(asked, view="gap", after=None)

    def _filters(self, page: InboxPage, asked: Asked) -> list[dict[str, Any]]:
        """By step and by tag; a warning list is whole."""
        return [*_filters(page, asked), *tag_filter(self.actor, asked)]

    def _warning_tabs(self, asked: Asked, counts: list[int]) -> list[dict[str, Any]]:
        return [
            {
                "title": warning_words(warning.days),
                "url": asked.address(view=f"con-{warning.days}", node="", tag=0),
                "count": bounded(count),
                "current": warning.days == asked.days,
                "icon": "",
            }
            for warning, count in zip(self.warnings, counts, strict=True)
        ]

    def _tabs(self, asked: Asked) -> list[dict[str, Any]]:
        titles = (_("Gấp nhất trước"), _("Trễ"), _("Hôm nay"), _("Sau hôm nay"))
        parts = [*(asked.filter(key) for key in VIEWS), InboxFilter()]
        (*counts, whole), warned, unseen, laid = count_together(
            count_of_parts(self.actor, parts, limit=COUNTED),
            count_of_warned(self.actor, self.warnings, limit=COUNTED),
            count_of_unseen(self.actor, limit=COUNTED),
            initials.count_of_laid(self.actor, limit=COUNTED),
        )
        tell_counts(self.request, Waiting(whole, *unseen, *laid))
        return [
            {
                "title": title,
                "url": asked.address(view=key),
                "count": bounded(count),
                "current": key == asked.view,
                "icon": "alert-triangle" if key == "tre" else "",
            }
            for key, title, count in zip(VIEWS, titles, counts, strict=True)
        ] + self._warning_tabs(asked, warned)


def _with_kept(tabs: list[dict[str, Any]], look: Look) -> list[dict[str, Any]]:
    """The usual tabs and the kept views; one that is looked at is the current one."""
    usual = [{**tab, "current": tab["current"] and not look.current} for tab in tabs]
    return usual + look.tabs


def warning_words(days: int) -> str:
    """``Còn tối đa 2 ngày làm việc``: what is due sooner stands in the list too."""
    words = ngettext(
        "Còn tối đa %(count)s ngày làm việc", "Còn tối đa %(count)s ngày làm việc", days
    )
    return words % {"count": days}


def _chosen(page: InboxPage, asked: Asked) -> Step | None:
    """The row whose panel stands open: the one asked for, else the first."""
    found = next((step for step in page.steps if step.pk == asked.chosen), None)
    return found or (page.steps[0] if page.steps else None)


def _filters(page: InboxPage, asked: Asked) -> list[dict[str, Any]]:
    nodes = {step.node: step.title for step in page.steps}
    options = [{"title": _("Tất cả"), "url": asked.address(node=""), "current": not asked.node}]
    options += [
        {"title": title, "url": asked.address(node=node), "current": node == asked.node}
        for node, title in nodes.items()
    ]
    return [
        {
            "label": _("Bước"),
            "value": nodes.get(asked.node, asked.node) or _("tất cả"),
            "options": options,
            "remove_url": asked.address(node="") if asked.node else "",
        }
    ]


def _range(page: InboxPage, asked: Asked, tabs: list[dict[str, Any]]) -> str:
    count = len(page.steps)
    if asked.after is not None:
        words = ngettext("%(count)s việc tiếp theo", "%(count)s việc tiếp theo", count)
        return words % {"count": count}
    total = next(tab["count"] for tab in tabs if tab["current"])
    return _("1–%(last)s trên %(total)s") % {"last": count, "total": total} if count else ""


class StepView(GuardedView):
    """From a row of the inbox to the case."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go to the screen that the module declares for this kind of case."""
        step = _own_step(self.actor, pk)
        return redirect(f"{case_url(step.kind.code, step.case_id)}?buoc={step.pk}")


class PanelView(GuardedView):
    """The side panel of one row."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The panel alone for a page that asks for it, else the inbox with this row chosen."""
        step = _own_step(self.actor, pk)
        if request.headers.get("HX-Request") != "true":
            return redirect(f"{reverse('officer:inbox')}?chon={step.pk}")
        context = {"panel": panel_of(step, self.actor), "form_key": form_key()}
        return render(request, "officer/panel.html", context)


def _own_step(actor: Actor, pk: int) -> Step:
    step = Step.objects.select_related("kind", "case__kind", "queue").filter(pk=pk).first()
    if step is None or not holds(actor, step):
        raise OutOfScope
    return step


def _near_step(actor: Actor, pk: int) -> Step:
    """A step of one's own queues, or of one's unit, where a colleague may just have taken it."""
    step = Step.objects.select_related("case", "queue").filter(pk=pk).first()
    if step is None or not (holds(actor, step) or may(actor, VIEW_UNIT, step)):
        raise OutOfScope
    return step


class TakeView(GuardedView):
    """Take work out of the common queue, or put it back: one row or the chosen rows."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> HttpResponse:
        """Each step in its own act; what a colleague took meanwhile is named, the rest is done."""
        act = release_step if request.POST.get("viec") == "tra" else claim_step
        done, refused = 0, []
        for pk in [int(text) for text in request.POST.getlist("case") if text.isdigit()][:COUNTED]:
            step = _near_step(self.actor, pk)
            key = f"{request.POST.get('_key', '')}:{pk}" if request.POST.get("_key") else ""
            try:
                act(step, actor=self.actor.acting(idempotency_key=key))
                done += 1
            except DomainError as error:
                refused.append(f"{step.case_code}: {error}")
        self._tell(request, released=act is release_step, done=done, refused=refused)
        return redirect(_back(request, self.actor))

    def _tell(self, request: HttpRequest, *, released: bool, done: int, refused: list[str]) -> None:
        if done and released:
            text = ngettext(
                "Đã trả %(count)s việc về hàng chung.", "Đã trả %(count)s việc về hàng chung.", done
            )
            messages.success(request, text % {"count": done})
        elif done:
            text = ngettext(
                "Đã nhận %(count)s việc về mình.", "Đã nhận %(count)s việc về mình.", done
            )
            messages.success(request, text % {"count": done})
        if not done and not refused:
            messages.error(request, _("Chọn ít nhất một việc."))
        for line in refused:
            messages.error(request, line)


def _back(request: HttpRequest, actor: Actor) -> str:
    """The case it was done from, whoever has its step by now, else the inbox."""
    number = request.POST.get("ve", "")
    if not number.isdigit():
        return reverse("officer:inbox")
    step = _near_step(actor, int(number[:18]))
    return f"{case_url(step.case.kind.code, step.case_id)}?buoc={step.pk}"


class ShortcutsView(GuardedView):
    """Every key of the officers' screens, on one page."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them by screen."""
        return render(request, "officer/shortcuts.html", {"page_title": _("Phím tắt")})
