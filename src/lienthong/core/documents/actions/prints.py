# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The body of a print template is written anew from a day on, or the packaged one holds again.

What was drafted before keeps the version it was drafted with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.actions.configure import change_version, put_in_force
from lienthong.core.documents.models import PrintTemplate, PrintTemplateVersion
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries.packaged import packaged_papers, rests_on
from lienthong.core.documents.queries.prints import (
    PrintRow,
    checked_body,
    is_editable,
    mark_of_print,
    may_take_back,
    print_row,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import today
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion
from lienthong.kernel.text import one_line

NOT_BACK = gettext_lazy("Bản sau cùng đã dùng để in nên không rút được. Hãy lập bản mới.")


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body (Django template) with its first day, its ground, and whether that is sure yet."""

    body: str
    since: date
    legal_basis: str
    to_be_confirmed: bool = False


@action(CONFIGURE)
def write_print(code: str, asked: NewBody, *, seen: str = "", actor: Actor) -> PrintTemplateVersion:
    """Print with this body from a day on; the version before ends that day and stays.

    What began today is corrected while nothing was printed with it. Raises ``InvalidInput`` naming
    the field that is wrong, ``StaleVersion`` when somebody was faster, ``IllegalState`` for a
    template that is not written here.
    """
    row, newest = _held(code, seen)
    if not is_editable(row):
        raise IllegalState(_("Mẫu này sửa ở thủ tục dùng nó."))
    basis = one_line(asked.legal_basis)[:300]
    if not basis:
        raise InvalidInput(fields={"legal_basis": _("Ghi căn cứ của mẫu.")})
    body = checked_body(row, asked.body)
    values = {
        "body": body,
        "legal_basis": basis,
        "to_be_confirmed": asked.to_be_confirmed,
        "kept_here": True,
    }
    return _from_day(newest, asked.since, "since", values)


@action(CONFIGURE)
def drop_print(code: str, *, on: date, seen: str = "", actor: Actor) -> PrintTemplateVersion:
    """From the day on the packaged file holds again. Raises as ``write_print`` does."""
    _row, newest = _held(code, seen)
    if not newest.body:
        raise IllegalState(_("Mẫu này đang dùng bản kèm theo phần mềm."))
    return _from_day(newest, on, "on", {"body": "", "kept_here": True})


@action(CONFIGURE)
def withdraw_print(
    version: PrintTemplateVersion | None, *, seen: str = "", actor: Actor
) -> PrintTemplateVersion:
    """Take back what was said here last: it has not begun, or began today and printed nothing.

    ``version`` as it was shown; the one before goes on. Raises ``IllegalState``, ``StaleVersion``.
    """
    if version is None:
        raise IllegalState(NOT_BACK)
    row, held = _held(version.template.code, seen)
    if held != version or not may_take_back(row):
        raise IllegalState(NOT_BACK)
    rows = PrintTemplateVersion.objects.filter(template_id=held.template_id)
    before = rows.filter(valid_to=held.valid_from, template_name=held.template_name).first()
    if before is None:
        held.body, held.kept_here = "", False
        held.save(update_fields=["body", "kept_here"])
        return held
    PrintTemplateVersion.objects.filter(pk=held.pk).delete()
    before.valid_to = held.valid_to
    before.save(update_fields=["valid_to"])
    return held


def _held(code: str, seen: str) -> tuple[PrintRow, PrintTemplateVersion]:
    """The template, locked, as it is today, with its newest version.

    Raises ``StaleVersion``, ``IllegalState``.
    """
    paper = packaged_papers().get(code)
    if paper is not None:
        put_in_force(paper)
    PrintTemplate.objects.select_for_update(of=("self",)).filter(code=code).first()
    row = print_row(code, today())
    if row is None or row.newest is None:
        raise IllegalState(_("Mẫu này chưa dùng nên chưa sửa được."))
    is_first = seen == FIRST and not row.newest.kept_here
    if seen and seen != row.mark and not is_first:
        raise StaleVersion
    return row, row.newest


FIRST = mark_of_print(None)
"""The mark of a kind that was never drafted: it is put in force while it is changed."""


@part_of_act
def _from_day(
    newest: PrintTemplateVersion, day: date, field: str, values: dict[str, object]
) -> PrintTemplateVersion:
    """The version of the day with these values; the one before ends there."""
    wrong = _wrong_day(newest, day)
    if wrong:
        raise InvalidInput(wrong, fields={field: wrong})
    if newest.valid_from == day:
        return change_version(newest, values)
    own = PrintTemplateVersion._meta.concrete_fields
    kept = {one.attname: getattr(newest, one.attname) for one in own if not one.primary_key}
    change_version(newest, {"valid_to": day})
    made: PrintTemplateVersion = PrintTemplateVersion.objects.create(
        **{**kept, **values, "valid_from": day, "valid_to": None}
    )
    return made


def _wrong_day(newest: PrintTemplateVersion, day: date) -> str:
    if day < today():
        return _("Chọn hôm nay hoặc ngày sau.")
    if newest.valid_from > day:
        told = _("Đã có bản từ ngày %(day)s. Rút bản đó hoặc chọn ngày sau.")
        return told % {"day": f"{newest.valid_from:%d/%m/%Y}"}
    if day == today() and rests_on(newest.template.code, newest, day):
        return _("Hôm nay đã in giấy theo bản đang dùng. Chọn từ ngày mai.")
    return ""
