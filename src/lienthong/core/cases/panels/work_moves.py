# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work of units that end: what will go along, the lots in which it went, and taking one back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.actions.succession import retry_work_move, undo_work_move
from lienthong.core.cases.models import WorkMove
from lienthong.core.cases.permissions import MOVE_WORK
from lienthong.core.cases.queries.succession import left_behind, require_no_work, work_of
from lienthong.core.units.api import Unit, UnitVersion, name_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Foresight,
    Part,
    Preview,
    for_reason,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import ORGANISATION

Rows = Sequence[tuple[str, str, str]]


def _merged(into: Unit, values: Values, _actor: Actor) -> Rows:
    return _foreseen(values["others"], into)


def _left(unit: Unit, values: Values, _actor: Actor) -> Rows:
    if values["heir"]:
        return _foreseen([unit], values["heir"])
    require_no_work(unit.pk)
    return ()


def _foreseen(units: Iterable[Unit], into: Unit) -> list[tuple[str, str, str]]:
    rows = []
    for unit in units:
        work = work_of(unit.pk)
        now = _(
            "%(cases)s việc mở, %(steps)s bước, %(opinions)s ý kiến còn nợ, %(closed)s việc đã xong"
        )
        counted = {"cases": work.cases, "steps": work.steps}
        counted |= {"opinions": work.opinions, "closed": work.closed}
        then = _("chuyển sang %(into)s từng lô, lấy lại được từng lô") % {"into": name_of(into.pk)}
        what = _("Việc của %(unit)s") % {"unit": name_of(unit.pk)}
        rows.append((what, now % counted, then))
    return rows


def _rows(_actor: Actor, _day: date) -> Any:
    rows = WorkMove.objects.select_related("undone_by").defer("case_ids", "taken")
    names = {
        f"{end}_name": Subquery(
            UnitVersion.objects.filter(unit_id=OuterRef(f"{end}_unit_id"))
            .order_by("-valid_from")
            .values("short_name")[:1]
        )
        for end in ("from", "to")
    }
    arrow = Concat("from_name", Value(" → "), "to_name", output_field=TextField())
    texts = {"code": Cast("pk", TextField()), "made_text": Cast("made_at", TextField())}
    return rows.annotate(**texts, **names).annotate(ends=arrow)


def _undo(move: WorkMove, values: Values, seen: str, actor: Actor) -> WorkMove:
    return undo_work_move(move, seen=seen, actor=for_reason(actor, values))


def _retry(move: WorkMove, values: Values, seen: str, actor: Actor) -> WorkMove:
    return retry_work_move(move, seen=seen, actor=for_reason(actor, values))


def _taking_back(move: WorkMove, _values: Values, _actor: Actor) -> Preview:
    """What comes back, and that nobody works any more in the unit to which it does."""
    last = UnitVersion.objects.filter(unit=move.from_unit_id).latest("valid_from")
    words = {"count": move.moved, "unit": last.short_name}
    told = _("%(count)s việc trở về %(unit)s.") % words
    if last.valid_to is not None:
        ended = _(
            "Đơn vị này kết thúc từ ngày %(day)s nên ở đó không ai làm tiếp, hạn vẫn chạy. "
            "Chỉ lấy lại để sửa, rồi chuyển lại lô này."
        )
        told = f"{told} {ended % {'day': f'{last.valid_to:%d/%m/%Y}'}}"
    return Preview(told)


def _can_undo(move: WorkMove) -> bool:
    done = move.finished_at is not None and move.undoes_id is None
    return done and bool(move.taken) and not WorkMove.objects.filter(undoes=move).exists()


def _can_retry(move: WorkMove) -> bool:
    return bool(left_behind(move))


def _state(move: WorkMove) -> str:
    if move.finished_at is None:
        return _("đang chuyển")
    if move.undoes_id is not None:
        return _("đã lấy lại về")
    return _("đã bị lấy lại") if hasattr(move, "undone_by") else _("đã chuyển")


def _facts(move: WorkMove, _actor: Actor) -> Sequence[tuple[object, object]]:
    return (
        (_("Đã chuyển"), move.moved),
        (_("Không chuyển được"), len(move.problems)),
    )


WORK_MOVES = Directory(
    code="work-moves",
    slug="chuyen-viec-don-vi",
    title=gettext_lazy("Chuyển việc của đơn vị"),
    one=gettext_lazy("lô chuyển việc"),
    explanation=gettext_lazy(
        "Việc của đơn vị kết thúc chuyển sang đơn vị kế tục, mỗi lô 500 việc. Lấy lại được từng lô."
    ),
    first_step=gettext_lazy("Lô tự hiện ở đây khi sáp nhập hoặc giải thể đơn vị còn việc."),
    permission=MOVE_WORK,
    rows=_rows,
    subjects=WorkMove.objects.all,
    within=lambda rows, ids: rows.filter(to_unit_id__in=ids),
    key="code",
    name="ends",
    order=F("made_text"),
    newest_first=True,
    search=("code", "ends", "asked_by_text"),
    columns=(
        Column("code", gettext_lazy("Lô"), is_code=True),
        Column("from_name", gettext_lazy("Từ đơn vị")),
        Column("to_name", gettext_lazy("Sang đơn vị")),
        Column("on_date", gettext_lazy("Từ ngày"), is_code=True),
        Column("state", gettext_lazy("Tiến độ"), _state),
        Column("position", gettext_lazy("Đã thử"), is_code=True),
        Column("finished_at", gettext_lazy("Xong lúc"), is_code=True),
    ),
    facts=_facts,
    acts=(
        Act(
            "lay-lai",
            gettext_lazy("Lấy lại cả lô"),
            MOVE_WORK,
            _undo,
            (WHY,),
            explanation=gettext_lazy(
                "Mỗi việc trở về đúng chỗ cũ, trừ chỗ đã có người đổi sau khi chuyển."
            ),
            icon="arrow-back-up",
            is_grave=True,
            applies=_can_undo,
            preview=_taking_back,
            done=gettext_lazy("Đang lấy lại từng việc."),
        ),
        Act(
            "chuyen-lai",
            gettext_lazy("Chuyển lại những việc còn ở đơn vị cũ"),
            MOVE_WORK,
            _retry,
            (WHY,),
            icon="refresh",
            applies=_can_retry,
            done=gettext_lazy("Đang chuyển lại."),
        ),
    ),
    parts=(
        Part(
            gettext_lazy("Không chuyển được"),
            (
                Column("code", gettext_lazy("Việc"), lambda row: row["code"], is_code=True),
                Column("why", gettext_lazy("Vì sao"), lambda row: row["why"]),
            ),
            lambda row, actor: list(row.problems[:200]),
            empty=gettext_lazy("Mọi việc trong lô đã chuyển."),
        ),
    ),
    icon="arrows-exchange",
    group=ORGANISATION,
    place=15,
)
MERGED_WORK = Foresight("units", "sap-nhap", _merged)
LEFT_WORK = Foresight("units", "giai-the", _left)
INHERITED_WORK = Foresight("units", "nhan-viec", _left)
