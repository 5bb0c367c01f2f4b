# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The leader's day: what waits for a signature by kind of paper, what is unusual, what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.cases.api import CaseEvent, InboxFilter, Step, inbox
from lienthong.core.documents.api import (
    IssuedDocument,
    failures,
    initials,
)
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.enums import ComponentState, ResultKind
from lienthong.modules.onestop.models import Dossier, DossierComponent
from lienthong.modules.onestop.panels.work_sign_many import signing_runs

MOST = 200
TURNS = ("sent_back", "verification_requested", "supplement_requested")


@dataclass(slots=True)
class Item:
    """One paper to sign: what was examined, and why it is not preselected when it is unusual.

    That a key or service failed the last time (``failure``) says nothing about the paper.
    ``initialled_by`` is who has to initial it first.
    """

    step: Step
    dossier: Dossier
    title: str
    examined: str = ""
    comment: str = ""
    remarks: list[str] = field(default_factory=list)
    refusal: str = ""
    failure: str = ""
    is_drawn: bool = True
    stuck_because: str = ""
    wait: failures.Wait | None = None
    is_queued: bool = False
    initialled_by: str = ""

    @property
    def is_busy(self) -> bool:
        """Whether it is being signed right now, or a run has yet to come to it."""
        return self.is_queued or bool(self.step.marks.get("busy"))

    @property
    def is_usual(self) -> bool:
        """Whether nothing about it asks to be looked at by itself."""
        return not self.remarks


@dataclass(frozen=True, slots=True)
class Day:
    """Everything on the leader's screen; ``uninitialled`` somebody else has to initial first."""

    items: list[Item]
    uninitialled: list[Item]

    @property
    def busy(self) -> int:
        """How many are being signed."""
        return sum(1 for item in self.items if item.is_busy)

    @property
    def waits(self) -> list[dict[str, Any]]:
        """What the signatures under way wait for, how many, since and until when.

        One of those that wait for a service asks it for all (``is_asked``). No ``words``: it is
        asked for the first time.
        """
        found: dict[str, list[failures.Wait]] = defaultdict(list)
        for item in self.held:
            if item.wait is not None:
                found[item.wait.words].append(item.wait)
        return [
            {
                "words": words,
                "count": len(each),
                "since": min(one.since for one in each),
                "until": max(one.until for one in each),
                "is_asked": any(one.is_asked for one in each),
            }
            for words, each in found.items()
        ]

    @property
    def is_asked(self) -> bool:
        """Whether every service that is waited for is being asked right now."""
        return all(wait["is_asked"] for wait in self.waits)

    @property
    def is_silent(self) -> bool:
        """Whether a service gave no answer, so that it is asked again."""
        return any(wait["words"] for wait in self.waits)

    @property
    def trying(self) -> int:
        """How many are being signed of which no service was found silent."""
        return self.busy - sum(int(wait["count"]) for wait in self.waits if wait["words"])

    @property
    def may_stop(self) -> bool:
        """Whether something can still be given up: what is asked for, or yet to be asked for."""
        return bool(self.held) or any(item.is_queued for item in self.items)

    @property
    def held(self) -> list[Item]:
        """What waits for a service, from its first try on."""
        return [item for item in self.items if item.wait is not None]

    @property
    def to_ask(self) -> list[Item]:
        """The first that waits for each service that is not being asked."""
        asked = {item.wait.words for item in self.held if item.wait and item.wait.is_asked}
        firsts = {item.wait.words: item for item in reversed(self.held) if item.wait}
        return [item for words, item in firsts.items() if words not in asked]

    @property
    def waiting(self) -> list[Item]:
        """What can be signed now."""
        return [item for item in self.items if item.is_drawn and not item.is_busy]

    @property
    def drawing(self) -> list[Item]:
        """What nobody can sign before its PDF has been made."""
        return [item for item in self.undrawn if not item.stuck_because]

    @property
    def stuck(self) -> list[Item]:
        """What could not be drawn the last time it was tried."""
        return [item for item in self.undrawn if item.stuck_because]

    @property
    def undrawn(self) -> list[Item]:
        """What has no PDF yet."""
        return [item for item in self.items if not item.is_drawn and not item.is_busy]

    def just_drawn(self, steps: Iterable[int]) -> list[Item]:
        """Which of the papers that were being made can be signed now."""
        numbers = set(steps)
        return [item for item in self.waiting if item.step.pk in numbers]

    @property
    def unusual(self) -> list[Item]:
        """What has to be looked at one by one."""
        return [item for item in self.waiting if not item.is_usual]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The usual papers by kind, with their number and what was checked."""
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.waiting:
            if item.is_usual:
                found[item.title].append(item)
        return [
            {
                "title": title,
                "count": len(items),
                "checked": _checked(len(items)),
                "failures": sorted({item.failure for item in items if item.failure}),
            }
            for title, items in found.items()
        ]

    def chosen(self, groups: Iterable[str], steps: Iterable[int]) -> list[Item]:
        """The papers of the chosen groups and those chosen one by one, in the order shown."""
        titles, numbers = set(groups), set(steps)
        return [
            item
            for item in self.waiting
            if (item.is_usual and item.title in titles) or item.step.pk in numbers
        ]


def _checked(count: int) -> str:
    if count == 1:
        return _("Thẩm tra đạt, giấy tờ đủ")
    return _("Thẩm tra đạt, giấy tờ đủ cả %(count)s") % {"count": count}


def day_of(actor: Actor) -> Day:
    """What waits for this leader, at most 200, most urgent first; the same reads for any number."""
    steps = inbox(actor, asked=InboxFilter(node="sign"), size=MOST).steps
    cases = [step.case_id for step in steps]
    dossiers = Dossier.objects.select_related("result", "procedure_version", "case").in_bulk(cases)
    examined = _examinations(cases)
    turned = _turns(cases)
    lacking, failed = _lacking(cases), _failures(steps, dossiers)
    runs = signing_runs(actor)
    papers = {case: _paper(dossier) for case, dossier in dossiers.items()}
    awaited = initials.initials_awaited(papers.values())
    undrawn, waits = failures.not_drawn(papers.values()), _waits(steps, papers)
    items = []
    for step in steps:
        dossier = dossiers[step.case_id]
        last = examined.get(step.case_id)
        item = Item(step, dossier, _title(dossier))
        item.examined = last.closed_by_text if last else ""
        item.comment = last.comment if last else ""
        item.remarks = [
            *_remarks(dossier),
            *turned.get(step.case_id, []),
            *([_("Giấy tờ chưa đủ")] if step.case_id in lacking else []),
        ]
        item.failure = failed.get(step.case_id, "") or _refused(runs.refused.get(step.pk, ""))
        item.is_queued = step.pk in runs.queued
        item.initialled_by = awaited.get(papers[step.case_id], "")
        item.wait = waits.get(papers[step.case_id])
        item.is_drawn = papers[step.case_id] not in undrawn
        item.stuck_because = undrawn.get(papers[step.case_id], "")
        items.append(item)
    return Day(
        [item for item in items if not item.initialled_by],
        [item for item in items if item.initialled_by],
    )


def paper_of(step: Step) -> IssuedDocument | None:
    """The paper that is to be signed in the step; None without one."""
    dossier = Dossier.objects.select_related("result").filter(pk=step.case_id).first()
    rows = IssuedDocument.objects.select_related("file")
    return rows.filter(pk=_paper(dossier)).first() if dossier else None


def _paper(dossier: Dossier) -> int:
    """The number of the paper that is to be signed; 0 without one."""
    return dossier.result.document_id or 0


def _title(dossier: Dossier) -> str:
    spec = dossier.procedure_version.spec.result
    if dossier.result.kind == ResultKind.REFUSED:
        return str(spec["refusal"]["name"])
    return str(spec["name"])


def _remarks(dossier: Dossier) -> list[str]:
    return [_("Từ chối giải quyết")] if dossier.result.kind == ResultKind.REFUSED else []


def _failures(steps: Iterable[Step], dossiers: Mapping[int, Dossier]) -> dict[int, str]:
    """What failed the last time, with why, by case."""
    failed = [step.case_id for step in steps if step.marks.get("failed")]
    papers = {case: _paper(dossiers[case]) for case in failed}
    why = failures.last_failures(papers.values()) if papers else {}
    plain = _("Lần ký trước không thành công")
    return {case: _refused(why.get(paper, "")) or plain for case, paper in papers.items()}


def _refused(why: str) -> str:
    return _("Lần ký trước chưa được: %(why)s") % {"why": why} if why else ""


def _waits(steps: Iterable[Step], papers: Mapping[int, int]) -> dict[int, failures.Wait]:
    """For what the papers being signed wait, by paper."""
    busy = [papers[step.case_id] for step in steps if step.marks.get("busy")]
    return failures.waits_of(busy) if busy else {}


def _examinations(cases: list[int]) -> dict[int, Step]:
    """The last examination of each case."""
    rows = Step.objects.filter(case_id__in=cases, node="examine", closed_at__isnull=False)
    return {step.case_id: step for step in rows.order_by("id")}


def _turns(cases: list[int]) -> dict[int, list[str]]:
    """What made a case unusual on its way: returned, verified elsewhere, supplemented."""
    words = {
        "sent_back": _("Đã bị trả lại trước đó"),
        "verification_requested": _("Đã phải xác minh thêm"),
        "supplement_requested": _("Đã phải bổ sung giấy tờ"),
    }
    rows = CaseEvent.objects.filter(case_id__in=cases, kind__in=TURNS)
    found: dict[int, list[str]] = defaultdict(list)
    for case_id, kind in rows.order_by("id").values_list("case_id", "kind"):
        if words[kind] not in found[case_id]:
            found[case_id].append(words[kind])
    return found


def _lacking(cases: list[int]) -> set[int]:
    rows = DossierComponent.objects.filter(
        dossier_id__in=cases,
        is_required=True,
        state__in=(ComponentState.MISSING, ComponentState.DEFECTIVE),
    )
    return set(rows.values_list("dossier_id", flat=True))
