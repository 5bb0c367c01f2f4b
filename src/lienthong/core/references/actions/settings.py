# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures fixed by law or decision: another value from a day on, with its ground."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.references.domain.shapes import below, misfit
from lienthong.core.references.models import Instrument, Setting, SettingVersion
from lienthong.core.references.permissions import KEEP_LISTS
from lienthong.core.references.queries import packaged_settings
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import ended, hold, today
from lienthong.kernel.errors import IllegalState, InvalidInput

MODEL_SHOWN = 300
"""So many characters of the packaged value are shown with what is wrong."""


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value from a day on; ``to_be_confirmed`` while its text has not been read."""

    value: Any
    since: date
    instrument: Instrument | None = None
    to_be_confirmed: bool = True


@action(KEEP_LISTS)
def make_setting(key: str, *, title: str, new: NewValue, actor: Actor) -> Setting:
    """A setting that was not stored yet.

    Raises ``InvalidInput`` for a key that is taken or that nothing reads, and for a value that is
    not made as the packaged one.
    """
    _require_fit(key, new.value)
    if Setting.objects.filter(key=key).exists():
        raise InvalidInput(fields={"key": _("Tham số này đã có.")})
    made = Setting.objects.create(key=key, title=title)
    _say(made, new)
    return made


@action(KEEP_LISTS)
def change_setting(setting: Setting, *, new: NewValue, seen: str = "", actor: Actor) -> Setting:
    """Another value from a day on; the same day is corrected.

    Raises ``InvalidInput``, also for a value that is not made as the packaged one.
    """
    locked = hold(setting, seen=seen)
    _require_fit(locked.key, new.value)
    newest = locked.versions.order_by("-valid_from").first()
    if newest is not None and new.since < newest.valid_from:
        told = _("Đã có thay đổi từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        raise InvalidInput(fields={"since": told % {"day": f"{newest.valid_from:%d/%m/%Y}"}})
    cut = _Cut()
    if newest is not None and new.since == newest.valid_from:
        cut = _Cut(newest.earlier_is_cut, newest.earlier_until)
        newest.delete()
    elif newest is not None and (newest.valid_to is None or newest.valid_to > new.since):
        cut = _Cut(True, newest.valid_to)
        newest.valid_to = new.since
        newest.save(update_fields=["valid_to"])
    _say(locked, new, cut)
    return locked


@action(KEEP_LISTS)
def end_setting(setting: Setting, *, on: date, seen: str = "", actor: Actor) -> Setting:
    """From a day on the packaged figure holds again. Raises ``InvalidInput``, ``StaleVersion``."""
    return ended(hold(setting, seen=seen), on=on)


@action(KEEP_LISTS)
def withdraw_setting(setting: Setting, *, seen: str = "", actor: Actor) -> Setting | None:
    """Take back the newest value, from today or a later day: the one before it goes on.

    That one ends where it would have ended: what ended by itself stays ended.

    A setting without another value is gone (None). Raises ``IllegalState``, ``StaleVersion``.
    """
    locked = hold(setting, seen=seen)
    newest = locked.versions.order_by("-valid_from").first()
    if newest is None or newest.valid_from < today():
        raise IllegalState(_("Đã có hiệu lực từ trước hôm nay nên chỉ đổi tiếp được."))
    newest.delete()
    before = locked.versions.order_by("-valid_from").first()
    if before is None:
        locked.delete()
        return None
    if newest.earlier_is_cut:
        before.valid_to = newest.earlier_until
        before.save(update_fields=["valid_to"])
    return locked


def _require_fit(key: str, value: Any) -> None:
    packaged = packaged_settings().get(key)
    if packaged is None:
        told = _("Không có tham số này. Chọn một trong: %(keys)s.")
        raise InvalidInput(fields={"key": told % {"keys": ", ".join(packaged_settings())}})
    wrong = misfit(value, packaged.value) or below(value, packaged.least)
    if wrong:
        model = json.dumps(packaged.value, ensure_ascii=False, default=str)
        more = _("Giá trị kèm theo phần mềm: %(model)s") % {"model": model[:MODEL_SHOWN]}
        raise InvalidInput(fields={"value": f"{wrong} {more}"})


@dataclass(frozen=True, slots=True)
class _Cut:
    """Whether the value before was ended by this one, and the end it had."""

    done: bool = False
    until: date | None = None


def _say(setting: Setting, new: NewValue, cut: _Cut = _Cut()) -> None:  # frozen
    SettingVersion.objects.create(
        setting=setting,
        value=new.value,
        valid_from=new.since,
        instrument=new.instrument,
        to_be_confirmed=new.to_be_confirmed,
        earlier_is_cut=cut.done,
        earlier_until=cut.until,
    )
