# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Places that change: a new name, another parent, from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lienthong.core.references.models import AdministrativeDivision, DivisionVersion, Instrument
from lienthong.core.references.permissions import KEEP_LISTS
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class DivisionFacts:
    """What is said of a place."""

    name: str
    kind: str
    parent: AdministrativeDivision | None = None
    instrument: Instrument | None = None


@action(KEEP_LISTS)
def add_division(
    code: str, *, facts: DivisionFacts, since: date, actor: Actor
) -> AdministrativeDivision:
    """A place that was not known. Raises ``InvalidInput`` for a taken code."""
    if AdministrativeDivision.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có địa bàn dùng.")})
    made = AdministrativeDivision.objects.create(code=code)
    _say(made, facts, since)
    return made


@action(KEEP_LISTS)
def change_division(
    place: AdministrativeDivision,
    *,
    facts: DivisionFacts,
    since: date,
    seen: str = "",
    actor: Actor,
) -> AdministrativeDivision:
    """Another name, kind or parent from a day on; the same day is corrected.

    Raises ``InvalidInput`` for a day before the newest change, ``StaleVersion``.
    """
    locked = hold(place, seen=seen)
    newest = locked.versions.order_by("-valid_from").first()
    if newest is not None and since < newest.valid_from:
        told = _("Đã có thay đổi từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        raise InvalidInput(fields={"since": told % {"day": f"{newest.valid_from:%d/%m/%Y}"}})
    if newest is not None and since == newest.valid_from:
        newest.delete()
    elif newest is not None and (newest.valid_to is None or newest.valid_to > since):
        newest.valid_to = since
        newest.save(update_fields=["valid_to"])
    _say(locked, facts, since)
    return locked


@action(KEEP_LISTS)
def end_division(
    place: AdministrativeDivision, *, on: date, seen: str = "", actor: Actor
) -> AdministrativeDivision:
    """The place is no longer one from a day on; what was said of it before stays.

    Raises ``InvalidInput`` for a day before it began, and while others belong to it;
    ``StaleVersion``.
    """
    locked = hold(place, seen=seen)
    newest = locked.versions.order_by("-valid_from").first()
    if newest is None or newest.valid_to is not None:
        raise InvalidInput(_("Địa bàn này không còn."))
    if on <= newest.valid_from:
        raise InvalidInput(fields={"on": _("Ngày này trước ngày bắt đầu dùng.")})
    parts = DivisionVersion.objects.filter(parent=locked).on(on).order_by("name")
    if parts.exists():
        names = ", ".join(parts.values_list("name", flat=True)[:5])
        told = _("Còn địa bàn thuộc nơi này: %(names)s. Hãy chuyển hoặc kết thúc chúng trước.")
        raise InvalidInput(fields={"on": told % {"names": names}})
    newest.valid_to = on
    newest.save(update_fields=["valid_to"])
    return locked


def _say(place: AdministrativeDivision, facts: DivisionFacts, since: date) -> None:
    if facts.parent == place:
        raise InvalidInput(fields={"parent": _("Một địa bàn không thể thuộc chính nó.")})
    DivisionVersion.objects.create(
        division=place,
        parent=facts.parent,
        kind=facts.kind,
        name=facts.name,
        instrument=facts.instrument,
        valid_from=since,
    )
