# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Print templates: what is printed with which words since when, and words of the own on top."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.audit.api import records_of_gone
from lienthong.core.documents.actions.prints import (
    NewBody,
    drop_print,
    withdraw_print,
    write_print,
)
from lienthong.core.documents.adapters.samples import ask_sample
from lienthong.core.documents.domain.prints import LARGEST
from lienthong.core.documents.models import PrintTemplate, PrintTemplateVersion
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries.fields import picker
from lienthong.core.documents.queries.prints import (
    PrintRow,
    checked_body,
    is_editable,
    may_take_back,
    print_rows,
    sample_html,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    Ground,
    Part,
    Preview,
    Resting,
    for_reason,
    linked_rows,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import WORK

SLUG = "mau-in"
MOST_LINES, NAMED = 40, 3


def _rows(_actor: Actor, day: date) -> list[PrintRow]:
    return print_rows(day)


def _used(row: PrintRow) -> str:
    """The first of what uses it, and how many more."""
    names, rest = "; ".join(row.used_by[:NAMED]), len(row.used_by) - NAMED
    if rest <= 0:
        return names or gettext("chưa mục nào")
    return gettext("%(names)s và %(rest)s mục nữa") % {"names": names, "rest": rest}


def _state(row: PrintRow) -> str:
    return _source_of(row.is_own)


def _source_of(is_own: bool) -> str:
    return gettext("sửa tại đây") if is_own else gettext("kèm theo phần mềm")


def _states(_actor: Actor) -> Sequence[tuple[str, str]]:
    return [("1", gettext("Sửa tại đây")), ("0", gettext("Kèm theo phần mềm"))]


def _yes_no(_actor: Actor) -> Sequence[tuple[str, str]]:
    return [("1", gettext("Chờ xác nhận")), ("0", gettext("Đã rõ căn cứ"))]


def _asked(values: Values) -> NewBody:
    return NewBody(
        values["body"], values["since"], values["legal_basis"], values["to_be_confirmed"]
    )


def _write(row: PrintRow, values: Values, seen: str, actor: Actor) -> Any:
    by = for_reason(actor, values)
    return write_print(row.pk, _asked(values), seen=seen, actor=by).template.code


def _drop(row: PrintRow, values: Values, seen: str, actor: Actor) -> Any:
    by = for_reason(actor, values)
    return drop_print(row.pk, on=values["on"], seen=seen, actor=by).template.code


def _withdraw(row: PrintRow, values: Values, seen: str, actor: Actor) -> Any:
    withdraw_print(row.newest, seen=seen, actor=for_reason(actor, values))
    return row.pk


def _preview(row: PrintRow, values: Values, _actor: Actor) -> Preview:
    """The lines that differ, and the paper with made-up values."""
    body = checked_body(row, values["body"])
    differing = _differing(row.body, body)
    told = gettext("Giấy lập từ ngày %(day)s in theo bản này; giấy đã lập trước giữ bản cũ.")
    if not differing:
        told = gettext("Nội dung không đổi so với bản đang dùng.")
    sheet = sample_html(row, body)
    told %= {"day": f"{values['since']:%d/%m/%Y}"}
    return Preview(told, differing, sheet=sheet, drawn=ask_sample(sheet))


def _differing(old: str, new: str) -> list[tuple[str, str, str]]:
    """Lines that differ: where, before, after."""
    before, after = ([line.strip() for line in text.splitlines()] for text in (old, new))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    found = (
        (
            gettext("Dòng %(line)s") % {"line": first + 1},
            "\n".join(before[first:last]),
            "\n".join(after[begin:end]),
        )
        for step, first, last, begin, end in steps
        if step != "equal"
    )
    return list(islice(found, MOST_LINES))


def _values(row: PrintRow) -> Values:
    return {
        "code": row.pk,
        "body": row.body.strip(),
        "legal_basis": row.basis,
        "to_be_confirmed": row.to_be_confirmed,
    }


def _carried(row: PrintRow) -> Values | None:
    """Only what was written here goes to another installation."""
    return _values(row) if row.is_own else None


def _history(row: PrintRow, _actor: Actor) -> list[PrintTemplateVersion]:
    rows = PrintTemplateVersion.objects.filter(template__code=row.pk)
    return list(rows.order_by("-valid_from"))


def _trail(row: PrintRow) -> list[Any]:
    """The template and its versions, those among them that were withdrawn."""
    template = PrintTemplate.objects.filter(code=row.pk).first()
    if template is None:
        return []
    kept, label = PrintTemplateVersion.objects.all(), PrintTemplateVersion._meta.label_lower
    gone = {
        record.subject_id
        for record in records_of_gone(label, kept.values("pk"))
        if template.pk in record.changes.get("template_id", record.changes.get("template", []))
    }
    versions = kept.filter(template=template).order_by("-valid_from")
    return [template, *versions, *(PrintTemplateVersion(pk=pk) for pk in gone)]


def _facts(row: PrintRow, _actor: Actor) -> Sequence[tuple[object, object]]:
    all_of_it = [(_("Dùng cho, đủ"), "; ".join(row.used_by))] if len(row.used_by) > NAMED else []
    return (*all_of_it, (_("Tệp kèm theo phần mềm"), row.template_name))


def _resting(citation: Citation, day: date) -> list[Resting]:
    rows = PrintTemplateVersion.objects.all().lasting(day).select_related("template")
    return linked_rows(
        citation,
        rows.annotate(code=F("template__code")).order_by("pk"),
        SLUG,
        link="instrument_id",
        text="legal_basis",
        identity="code",
        name=lambda row: str(row.template),
    )


PRINT_GROUND = Ground(_("Mẫu in"), CONFIGURE, _resting)
BODY = Field(
    "body",
    _("Nội dung mẫu (HTML)"),
    FieldKind.LONG,
    hint=_(
        "Sửa chữ, bảng, thứ tự. Trường trong hai ngoặc nhọn và lệnh {% … %} giữ nguyên, không thêm"
        " không bớt; chỗ ghi số, ngày, chữ ký, con dấu cũng vậy."
    ),
    most=LARGEST,
    inserts=picker,
)
PRINTS = Directory(
    code="prints",
    slug=SLUG,
    title=_("Mẫu in"),
    one=_("mẫu in"),
    explanation=_("Giấy nào in theo mẫu nào, từ ngày nào; sửa lời của mẫu kèm theo phần mềm."),
    permission=CONFIGURE,
    rows=_rows,
    key="pk",
    name="title",
    search=("pk", "title", "used_by", "basis"),
    columns=(
        Column("title", _("Mẫu in")),
        Column("pk", _("Mã"), is_code=True),
        Column("used_by", _("Dùng cho"), _used),
        Column("state", _("Bản đang dùng"), _state),
        Column("since", _("Từ ngày"), is_code=True),
        Column("basis", _("Căn cứ")),
        Column(
            "to_be_confirmed",
            _("Xác nhận"),
            lambda row: gettext("chờ xác nhận") if row.to_be_confirmed else "",
            tone="soon",
        ),
    ),
    filters=(
        Filter("ban", _("Bản đang dùng"), _states, "is_own"),
        Filter("xac-nhan", _("Căn cứ"), _yes_no, "to_be_confirmed"),
    ),
    acts=(
        Act(
            "sua",
            _("Sửa nội dung"),
            CONFIGURE,
            _write,
            (
                BODY,
                since(),
                Field("legal_basis", _("Căn cứ"), hint=_("Số văn bản, điều, mẫu."), most=300),
                Field(
                    "to_be_confirmed", _("Căn cứ chờ xác nhận"), FieldKind.YES_NO, required=False
                ),
                WHY,
            ),
            initial=_values,
            applies=is_editable,
            preview=_preview,
            done=_("Đã lưu bản mới."),
        ),
        Act(
            "ve-goc",
            _("Về bản kèm theo phần mềm"),
            CONFIGURE,
            _drop,
            (Field("on", _("Từ ngày"), FieldKind.DATE, kept=False, default=today), WHY),
            icon="arrow-back-up",
            is_grave=True,
            applies=lambda row: bool(row.newest and row.newest.body),
            done=_("Đã lưu."),
        ),
        Act(
            "rut",
            _("Rút bản sau cùng"),
            CONFIGURE,
            _withdraw,
            (WHY,),
            explanation=_("Bản này chưa in giấy nào nên rút được; bản trước lại áp dụng."),
            icon="trash",
            is_grave=True,
            applies=may_take_back,
            done=_("Đã rút lại."),
        ),
    ),
    parts=(
        Part(
            _("Các phiên bản"),
            (
                Column("valid_from", _("Từ ngày"), is_code=True),
                Column("valid_to", _("Đến trước ngày"), is_code=True),
                Column("body", _("Nội dung"), lambda row: _source_of(bool(row.body))),
                Column("legal_basis", _("Căn cứ")),
            ),
            _history,
            empty=_("Chưa lập giấy nào theo mẫu này. Đang dùng bản kèm theo phần mềm."),
        ),
    ),
    facts=_facts,
    trail=_trail,
    exchange=Exchange("", _values, changes="sua", key_field="code", carried=_carried),
    is_dated=True,
    icon="printer",
    group=WORK,
    place=114,
)
