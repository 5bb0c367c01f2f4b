# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of messages: their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.audit.api import records_of_gone
from lienthong.core.notifications.actions.wordings import (
    checked_wording,
    drop_wording,
    is_planned,
    mark_of_words,
    withdraw_plan,
    write_wording,
)
from lienthong.core.notifications.adapters.wordings import wordings
from lienthong.core.notifications.domain.wording import LANGUAGES, PARTS, render
from lienthong.core.notifications.models import LocalWording
from lienthong.core.notifications.permissions import KEEP_WORDINGS
from lienthong.core.notifications.queries.previews import COMMON_SAMPLES, channel_name
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Part,
    Preview,
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import WORK
from lienthong.kernel.registry import message_kinds


@dataclass(frozen=True, slots=True)
class WordRow:
    """The words of one kind of message on a day."""

    pk: str
    title: str
    channels: str
    texts: Mapping[str, Mapping[str, str]]
    own_since: date | None
    newest: LocalWording | None

    @property
    def mark(self) -> str:
        """What tells one state of the own words from another."""
        return mark_of_words(self.newest)

    @property
    def words(self) -> str:
        """All that it says, for searching."""
        return " ".join(text for parts in self.texts.values() for text in parts.values())


def _rows(_actor: Actor, day: date) -> list[WordRow]:
    own = {row.kind: row for row in LocalWording.objects.all().on(day)}
    newest = {row.kind: row for row in LocalWording.objects.order_by("valid_from")}
    return [
        WordRow(
            code,
            str(kind.title),
            ", ".join(channel_name(name) for name in kind.channels),
            own[code].texts if code in own else _packaged(code),
            own[code].valid_from if code in own else None,
            newest.get(code),
        )
        for code, (_package, kind) in sorted(message_kinds().items())
    ]


def _packaged(code: str) -> dict[str, dict[str, str]]:
    texts = wordings().versions[code][-1].texts
    return {
        language: {part: getattr(texts[language], part) for part in PARTS} for language in LANGUAGES
    }


def _texts(values: Values) -> dict[str, dict[str, str]]:
    return {
        language: {part: values[f"{language}_{part}"] for part in PARTS} for language in LANGUAGES
    }


def _write(row: WordRow, values: Values, seen: str, actor: Actor) -> Any:
    return write_wording(
        row.pk, texts=_texts(values), since=values["since"], seen=seen, actor=actor
    ).kind


def _drop(row: WordRow, values: Values, seen: str, actor: Actor) -> Any:
    return drop_wording(row.pk, on=values["on"], seen=seen, actor=actor).kind


def _withdraw(row: WordRow, values: Values, seen: str, actor: Actor) -> Any:
    return withdraw_plan(row.newest, seen=seen, actor=for_reason(actor, values)).kind


def _is_planned(row: WordRow) -> bool:
    return row.newest is not None and is_planned(row.newest, today())


def _after_withdrawal(row: WordRow, _values: Values, _actor: Actor) -> Preview:
    """What is taken back, and which words hold in its place."""
    newest = row.newest
    if newest is None:
        return Preview(_("Không còn thay đổi nào để rút."))
    if newest.valid_to is not None:
        told = _("Lời riêng từ ngày %(since)s không còn ngày về lời kèm theo phần mềm.")
        return Preview(told % {"since": f"{newest.valid_from:%d/%m/%Y}"})
    days = {"day": f"{newest.valid_from:%d/%m/%Y}"}
    before = LocalWording.objects.filter(kind=row.pk, valid_to=newest.valid_from).first()
    if before is None:
        return Preview(_("Từ ngày %(day)s vẫn dùng lời kèm theo phần mềm.") % days)
    told = _("Từ ngày %(day)s vẫn dùng lời riêng đã viết từ ngày %(since)s.")
    return Preview(told % (days | {"since": f"{before.valid_from:%d/%m/%Y}"}))


def _preview(row: WordRow, values: Values, _actor: Actor) -> Preview:
    """What people read now and what they will, with sample data, where it differs."""
    now, then = (_read(row.pk, texts, values["since"]) for texts in (row.texts, _texts(values)))
    rows = [(str(LABELS[key]), now[key], then[key]) for key in LABELS if now[key] != then[key]]
    if not rows:
        return Preview(_("Lời không đổi so với lời đang dùng."))
    told = _("“Trước” và “Sau” là lời người nhận đọc, điền dữ liệu mẫu. Chỉ kể chỗ khác nhau.")
    return Preview(told, rows)


def _read(kind: str, texts: Mapping[str, Mapping[str, str]], since: date) -> dict[str, str]:
    """Each part as its reader sees it, filled with sample data, by the key of its field."""
    wording = checked_wording(kind, texts, since)
    filled = {**wordings().samples[kind], **COMMON_SAMPLES}
    return {
        f"{language}_{part}": getattr(text, part)
        for language in LANGUAGES
        for text in [render(wording, filled, language=language)]
        for part in PARTS
    }


def _values(row: WordRow) -> Values:
    own = {f"{la}_{part}": row.texts[la][part] for la in LANGUAGES for part in PARTS}
    return {"code": row.pk} | own


def _samples(row: WordRow, _actor: Actor) -> Sequence[tuple[object, object]]:
    fields = wordings().versions[row.pk][-1].fields
    names = ", ".join(f"{{{name}}}" for name in dict.fromkeys((*fields, *COMMON_SAMPLES)))
    return ((_("Các ô dùng được"), names),)


def _history(row: WordRow, _actor: Actor) -> list[LocalWording]:
    return list(LocalWording.objects.filter(kind=row.pk).order_by("-valid_from"))


def _trail(row: WordRow) -> list[LocalWording]:
    """The own words of the kind, those among them that were withdrawn before their day."""
    kept, label = LocalWording.objects.all(), LocalWording._meta.label_lower
    gone = {
        record.subject_id
        for record in records_of_gone(label, kept.values("pk"))
        if record.changes.get("kind", ["", ""])[1] == row.pk
    }
    return [
        *kept.filter(kind=row.pk).order_by("-valid_from"),
        *(LocalWording(pk=pk) for pk in gone),
    ]


LABELS = {
    "vi_subject": gettext_lazy("Tiêu đề (tiếng Việt)"),
    "vi_short": gettext_lazy("Tin ngắn (tiếng Việt)"),
    "vi_long": gettext_lazy("Thư đầy đủ (tiếng Việt)"),
    "en_subject": gettext_lazy("Tiêu đề (tiếng Anh)"),
    "en_short": gettext_lazy("Tin ngắn (tiếng Anh)"),
    "en_long": gettext_lazy("Thư đầy đủ (tiếng Anh)"),
}
CONTENT = tuple(
    Field(key, title, FieldKind.LONG, most=4000 if key.endswith("long") else 400)
    for key, title in LABELS.items()
)
WORDINGS = Directory(
    code="wordings",
    slug="loi-thong-bao",
    title=gettext_lazy("Lời thông báo"),
    one=gettext_lazy("mẫu"),
    explanation=gettext_lazy("Lời gửi cho người dân và cán bộ, xem trước với dữ liệu mẫu."),
    permission=KEEP_WORDINGS,
    rows=_rows,
    key="pk",
    name="title",
    search=("pk", "title", "words"),
    columns=(
        Column("title", gettext_lazy("Thông báo")),
        Column("channels", gettext_lazy("Gửi qua")),
        Column("own_since", gettext_lazy("Lời riêng từ ngày"), is_code=True),
        Column("subject", gettext_lazy("Tiêu đề"), lambda row: row.texts["vi"]["subject"]),
    ),
    acts=(
        Act(
            "sua",
            gettext_lazy("Viết lại lời"),
            KEEP_WORDINGS,
            _write,
            (*CONTENT, since()),
            explanation=gettext_lazy("Dòng nào có ô trống dữ liệu thì dòng đó tự bỏ khi gửi."),
            initial=_values,
            preview=_preview,
            done=gettext_lazy("Đã lưu lời mới."),
        ),
        Act(
            "ve-goc",
            gettext_lazy("Về lời kèm theo phần mềm"),
            KEEP_WORDINGS,
            _drop,
            (Field("on", gettext_lazy("Từ ngày"), FieldKind.DATE, kept=False, default=today),),
            icon="arrow-back-up",
            is_grave=True,
            applies=lambda row: row.own_since is not None,
        ),
        Act(
            "rut",
            gettext_lazy("Rút thay đổi đã hẹn"),
            KEEP_WORDINGS,
            _withdraw,
            (WHY,),
            explanation=gettext_lazy("Thay đổi hẹn sau cùng chưa đến ngày nên rút được."),
            icon="trash",
            is_grave=True,
            applies=_is_planned,
            preview=_after_withdrawal,
            done=gettext_lazy("Đã rút lại."),
        ),
    ),
    parts=(
        Part(
            gettext_lazy("Lời riêng theo thời gian"),
            (
                Column("valid_from", gettext_lazy("Từ ngày"), is_code=True),
                Column("valid_to", gettext_lazy("Đến trước ngày"), is_code=True),
                Column("texts", gettext_lazy("Tiêu đề"), lambda row: row.texts["vi"]["subject"]),
            ),
            _history,
            empty=gettext_lazy("Đang dùng lời kèm theo phần mềm."),
        ),
    ),
    facts=_samples,
    trail=_trail,
    exchange=Exchange("", _values, changes="sua", key_field="code"),
    is_dated=True,
    icon="message-2",
    group=WORK,
    place=120,
)
DIRECTORIES = (WORDINGS,)
