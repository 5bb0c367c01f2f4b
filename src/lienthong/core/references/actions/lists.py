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
from lienthong.kernel.directories import ended, hold, retitled
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
def end_list(code_list: CodeList, *, on: date, seen: str = "", actor: Actor) -> CodeList:
    """Nobody chooses any code of the list from the day on; old papers keep theirs.

    Raises ``InvalidInput`` when none is in use, or one begins on the day or later.
    """
    locked = hold(code_list, seen=seen)
    used = CodeEntry.objects.filter(code_list=locked, versions__valid_to=None).order_by("pk")
    entries = list(used)
    if not entries:
        raise InvalidInput(_("Danh mục này không còn mã nào đang dùng."))
    for entry in entries:
        end_code(entry, on=on, actor=actor)
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
    return retitled(hold(entry, seen=seen), title=title, rank=rank, since=since)


@action(KEEP_LISTS)
def end_code(entry: CodeEntry, *, on: date, seen: str = "", actor: Actor) -> CodeEntry:
    """Nobody chooses the code from the day on; old papers keep it. Raises ``InvalidInput``."""
    return ended(hold(entry, seen=seen), on=on)
