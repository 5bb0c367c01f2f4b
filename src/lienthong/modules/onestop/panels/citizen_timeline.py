# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where is my dossier: what happened, where it is, what comes next, in the citizen's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import CaseEvent, EventAudience, Step, events_of, open_steps_of
from lienthong.core.process.api import Limit, ProcessInstance, path
from lienthong.core.units.api import version_of
from lienthong.kernel.money import dong
from lienthong.modules.onestop.enums import CLOSED, DossierState, PaperKind
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.citizen_beside import BESIDE, beside_text, beside_title
from lienthong.modules.onestop.panels.citizen_moves import (
    TOLD_WITH_REASON,
    move_title,
    post_words,
)
from lienthong.modules.onestop.panels.citizen_supplement import waiting_words
from lienthong.modules.onestop.panels.citizen_turns import (
    paying_words,
    stopped_words,
    turn_text,
    turn_title,
)
from lienthong.modules.onestop.panels.citizen_words import day_and_time, due_words, papers_words
from lienthong.modules.onestop.panels.work_stations import amount_words
from lienthong.modules.onestop.panels.work_words import consent_words
from lienthong.modules.onestop.queries.turns import open_notice

Entry = dict[str, Any]
_S = DossierState
LAST_NODE_WORDS = frozenset({"done", "not_accepted"})
PAPERS = {
    "accepted": PaperKind.ACCEPTANCE_SLIP,
    "supplement_accepted": PaperKind.ACCEPTANCE_SLIP,
    "supplement_requested": PaperKind.SUPPLEMENT_NOTICE,
    "not_accepted": PaperKind.NON_ACCEPTANCE_NOTICE,
    "extended": PaperKind.EXTENSION_NOTICE,
    "stopped": PaperKind.STOP_NOTICE,
    "withdrawn": PaperKind.STOP_NOTICE,
    "obligation_due": PaperKind.OBLIGATION_NOTICE,
}
OWN = {"obligation_proof_sent"}
"""Turns that the citizen made: nobody else is named beside them."""
STATION_ICONS = {"sign": "writing-sign", "issue": "rubber-stamp", "return_result": "certificate"}


def timeline(dossier: Dossier) -> list[Entry]:
    """All entries in order of time: done, here, to come."""
    return [*_happened(dossier), *_here(dossier), *_to_come(dossier)]


def _happened(dossier: Dossier) -> Iterator[Entry]:
    papers = {paper.kind: paper for paper in dossier.papers.order_by("pk")}
    waiting = open_steps_of(dossier.pk)
    for event in events_of(dossier.pk):
        is_beside = event.kind in BESIDE
        if event.audience != EventAudience.CITIZEN and not is_beside:
            continue
        title = beside_title(event) if is_beside else _event_title(event)
        if not title:
            continue
        entry: Entry = {
            "state": "done",
            "title": title,
            "when": day_and_time(event.at),
            "who": "" if is_beside else _who(event),
            "text": beside_text(event, waiting) if is_beside else _event_text(event),
        }
        paper = papers.get(PAPERS.get(event.kind, ""))
        if paper is not None:
            entry["url"] = reverse("onestop:citizen-paper", args=[dossier.code, paper.pk])
            entry["url_label"] = str(PaperKind(paper.kind).label)
        yield entry


def _who(event: CaseEvent) -> str:
    if event.kind in {"submitted", "supplement_answered", "withdrawal_requested"} | OWN:
        return ""
    name, position = event.data.get("actor", ""), event.data.get("position", "")
    if event.actor_id is None:
        return ""
    return ", ".join(part for part in (name, position) if part)


def _event_title(event: CaseEvent) -> str:
    unit = event.data.get("unit") or _("Nơi tiếp nhận")
    known: Mapping[str, Callable[[], str]] = {
        "submitted": lambda: _filed_words(event),
        "received_at_counter": lambda: _("Bạn đã nộp hồ sơ tại quầy"),
        "accepted": lambda: _("%(unit)s đã nhận") % {"unit": unit},
        "supplement_requested": lambda: _("Chúng tôi yêu cầu bổ sung"),
        "supplement_answered": lambda: _("Bạn đã bổ sung"),
        "supplement_accepted": lambda: _("Đã nhận đủ giấy tờ bổ sung"),
        "not_accepted": lambda: _("%(unit)s không tiếp nhận hồ sơ") % {"unit": unit},
        "basis_accepted": lambda: _("Quầy đã xác nhận căn cứ nộp thay"),
        "basis_rejected": lambda: _("Quầy không chấp nhận căn cứ nộp thay"),
        "paid": lambda: _("Bạn đã nộp %(sum)s") % {"sum": dong(int(event.data["amount"]))},
        "signed": lambda: _("Kết quả đã được ký"),
        "granted": lambda: _("Kết quả đã có số và dấu"),
        "refused": lambda: _("Thông báo từ chối giải quyết đã phát hành"),
        "returned": lambda: _("Đã trả kết quả"),
        "withdrawal_requested": lambda: _("Bạn xin rút hồ sơ"),
        "withdrawal_declined": lambda: _("Hồ sơ tiếp tục được giải quyết"),
        "withdrawn": lambda: _("Hồ sơ đã rút"),
        "revoked": lambda: _("Kết quả đã bị thu hồi"),
    }
    words = known.get(event.kind)
    if words is None and (title := move_title(event)):
        return title
    return words() if words else turn_title(event)


def _filed_words(event: CaseEvent) -> str:
    """Who sent the dossier: the citizen, or a system in which they agreed to it."""
    via = event.data.get("via")
    return _("%(app)s đã nộp hồ sơ cho bạn") % {"app": via} if via else _("Bạn đã nộp hồ sơ")


def _event_text(event: CaseEvent) -> str:
    if event.kind == "submitted":
        return consent_words(event.data)
    if event.kind == "supplement_answered":
        return ", ".join(papers_words(event.data))
    if event.kind in TOLD_WITH_REASON:
        return str(event.data.get("reason", ""))
    return turn_text(event)


def _asked_to_withdraw(dossier: Dossier) -> datetime | None:
    """When the citizen last asked; the step that rests meanwhile began long before."""
    asked = [one for one in events_of(dossier.pk) if one.kind == "withdrawal_requested"]
    return asked[-1].at if asked else None


def _here(dossier: Dossier) -> Iterator[Entry]:
    state = dossier.state
    if state in CLOSED:
        return
    title, text = _here_words(dossier)
    steps = _main_steps(dossier)
    begin, unit_id = (steps[-1].opened_at, steps[-1].unit_id) if steps else (None, None)
    if state == _S.WITHDRAWAL_REQUESTED:
        begin, unit_id = _asked_to_withdraw(dossier) or begin, dossier.case.unit_id
    since = _("Từ %(when)s") % {"when": day_and_time(begin)} if begin else ""
    unit = version_of(unit_id).short_name if unit_id else ""
    waits = state in {_S.SUPPLEMENT, _S.INTAKE_SUPPLEMENT} and _is_asked(dossier)
    entry: Entry = {"state": "current", "title": title, "when": since, "text": text}
    entry["who"] = "" if waits else unit
    if waits:
        entry["url"] = reverse("onestop:citizen-supplement", args=[dossier.code])
        entry["url_label"] = _("Bổ sung ngay")
    elif state == _S.FINANCIAL_OBLIGATION:
        entry["url"] = reverse("onestop:citizen-obligation", args=[dossier.code])
        entry["url_label"] = _("Xem cách nộp")
    elif state in {_S.GRANTED, _S.REFUSED}:
        entry["url"] = reverse("onestop:citizen-result", args=[dossier.code])
        entry["url_label"] = _("Tải kết quả")
    yield entry


def _main_steps(dossier: Dossier) -> list[Step]:
    """Open work of the table; what is asked beside it says nothing about where a dossier is."""
    return [step for step in open_steps_of(dossier.pk) if not step.is_side]


def _is_asked(dossier: Dossier) -> bool:
    return open_notice(dossier) is not None


def _here_words(dossier: Dossier) -> tuple[str, str]:
    state = dossier.state
    desk = version_of(dossier.case.unit_id).short_name
    if state in {_S.SUPPLEMENT, _S.INTAKE_SUPPLEMENT}:
        if _is_asked(dossier):
            return _("Bạn bổ sung giấy tờ"), waiting_words(state)
        words = _("Quầy đang xem giấy tờ bạn gửi. Bạn không phải làm gì.")
        return _("Kiểm tra giấy tờ bổ sung"), words
    if state == _S.FINANCIAL_OBLIGATION:
        return _("Chờ bạn nộp tiền"), paying_words(dossier)
    if state == _S.STOPPED:
        return _("Hồ sơ đang dừng giải quyết"), stopped_words(dossier)
    known = {
        _S.SUBMITTED: (
            _("Quầy kiểm tra hồ sơ"),
            _("Quầy đang xem hồ sơ. Bạn không phải làm gì."),
        ),
        _S.FORWARDED: (
            _("Chờ nơi có thẩm quyền nhận hồ sơ"),
            _("Nơi mới nhận và trả lời bạn trong 8 giờ làm việc. Bạn không phải nộp lại."),
        ),
        _S.WITHDRAWAL_REQUESTED: (
            _("Chờ quầy xác nhận việc rút hồ sơ"),
            _("Giấy tờ bản chính được trả lại cho bạn. Bạn không phải làm gì."),
        ),
        _S.GRANTED: (_("Kết quả đã có"), _result_words(dossier, desk)),
        _S.REFUSED: (_("Đã có thông báo từ chối giải quyết"), _result_words(dossier, desk)),
    }
    if state in known:
        return known[_S(state)]
    return _working_words(dossier)


def _working_words(dossier: Dossier) -> tuple[str, str]:
    steps = _main_steps(dossier)
    if len(steps) > 1:
        return _("Xem tại chỗ và hỏi các cơ quan liên quan"), _(
            "Chúng tôi làm cùng lúc. Cán bộ gọi bạn khi cần tới xem."
        )
    title = steps[-1].title if steps else _("Đang giải quyết")
    return title, _("Chúng tôi đang làm bước này. Bạn không phải làm gì.")


def _result_words(dossier: Dossier, desk: str) -> str:
    if dossier.delivery == "desk":
        return _("Tải bản điện tử ngay. Nhận bản giấy tại %(desk)s.") % {"desk": desk}
    return post_words(dossier) or _("Bạn tải bản điện tử ngay trên trang này.")


def _to_come(dossier: Dossier) -> Iterator[Entry]:
    if dossier.state in CLOSED or dossier.state in {_S.WITHDRAWAL_REQUESTED, _S.STOPPED}:
        return
    instance = (
        ProcessInstance.objects.select_related("version")
        .filter(pk=dossier.case.instance_id or 0)
        .first()
    )
    if instance is None:
        return
    coming = [station for station in path(instance) if station.state == "future"]
    coming = [station for station in coming if station.node not in LAST_NODE_WORDS]
    limits = {node: row.limit for node, row in instance.version.compiled.steps.items()}
    for station in coming:
        last = station is coming[-1]
        yield {
            "state": "future",
            "title": station.title,
            "when": (_latest(dossier) if last else "") or _takes(limits.get(station.node)),
            "icon": STATION_ICONS.get(station.node, "clock"),
        }


def _takes(limit: Limit | None) -> str:
    """How long a step takes, for what has no day of its own yet."""
    if limit is None:
        return ""
    words = amount_words(limit)
    if limit.unit.value == "same_day":
        return words[:1].upper() + words[1:]
    return _("Trong %(span)s") % {"span": words}


def _latest(dossier: Dossier) -> str:
    if dossier.case.state == DossierState.SUPPLEMENT:
        return _("Ngày hẹn tính lại khi đủ giấy tờ")
    due_at = dossier.case.due_at
    return _("Chậm nhất %(due)s") % {"due": due_words(due_at)} if due_at else ""
