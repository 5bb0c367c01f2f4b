# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Code lists and their codes: made, renamed, done away with from a day on."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lienthong.core.references.models import CodeEntry, CodeEntryVersion, CodeList, Instrument
from lienthong.core.references.permissions import KEEP_LISTS
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import InvalidInput


@action(KEEP_LISTS)
def make_list(code: str, *, title: str, instrument: Instrument | None, actor: Actor) -> CodeList:
    """A new list. Raises ``InvalidInput`` for a taken code."""
    if CodeList.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có danh mục dùng.")})
    return CodeList.objects.create(code=code, title=title, instrument=instrument)


@action(KEEP_LISTS)
def change_list(
    code_list: CodeList,
    *,
    title: str,
    instrument: Instrument | None,
    seen: str = "",
    actor: Actor,
) -> CodeList:
    """Another title or ground of a list. Raises ``StaleVersion``."""
    locked = hold(code_list, seen=seen)
    locked.title, locked.instrument = title, instrument
    locked.save(update_fields=["title", "instrument"])
    return locked


@action(KEEP_LISTS)
def add_code(
    code_list: CodeList, *, code: str, title: str, rank: int, since: date, actor: Actor
) -> CodeEntry:
    """A new code of the list from a day on. Raises ``InvalidInput`` for a taken one."""
    if CodeEntry.objects.filter(code_list=code_list, code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có trong danh mục.")})
    key = f"{code_list.code}:{code}"
    made = CodeEntry.objects.create(code_list=code_list, code=code, key=key)
    CodeEntryVersion.objects.create(entry=made, title=title, rank=rank, valid_from=since)
    return made


@action(KEEP_LISTS)
def change_code(
    entry: CodeEntry, *, title: str, rank: int, since: date, seen: str = "", actor: Actor
) -> CodeEntry:
    """Another title or place from a day on; the same day is corrected. Raises ``InvalidInput``."""
    locked = hold(entry, seen=seen)
    newest = _newest(locked)
    if since < newest.valid_from:
        told = _("Đã có thay đổi từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        raise InvalidInput(fields={"since": told % {"day": f"{newest.valid_from:%d/%m/%Y}"}})
    if since == newest.valid_from:
        newest.title, newest.rank = title, rank
        newest.save(update_fields=["title", "rank"])
        return locked
    newest.valid_to = since
    newest.save(update_fields=["valid_to"])
    CodeEntryVersion.objects.create(entry=locked, title=title, rank=rank, valid_from=since)
    return locked


@action(KEEP_LISTS)
def end_code(entry: CodeEntry, *, on: date, seen: str = "", actor: Actor) -> CodeEntry:
    """Nobody chooses the code from the day on; old papers keep it. Raises ``InvalidInput``."""
    locked = hold(entry, seen=seen)
    newest = _newest(locked)
    if on <= newest.valid_from:
        raise InvalidInput(fields={"on": _("Ngày này trước ngày bắt đầu của mã.")})
    newest.valid_to = on
    newest.save(update_fields=["valid_to"])
    return locked


def _newest(entry: CodeEntry) -> CodeEntryVersion:
    found: CodeEntryVersion | None = entry.versions.order_by("-valid_from").first()
    if found is None or found.valid_to is not None:
        raise InvalidInput(_("Mã này không còn dùng."))
    return found
