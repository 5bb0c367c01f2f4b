# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What rests on an instrument: before it is given an end, and on its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.references.models import (
    CodeEntryVersion,
    CodeList,
    DivisionVersion,
    Instrument,
    SettingVersion,
)
from lienthong.core.references.permissions import KEEP_LISTS
from lienthong.core.references.queries import ends_on, packaged_settings
from lienthong.kernel.actor import Actor
from lienthong.kernel.citations import Citation, bases_in
from lienthong.kernel.db import not_ended
from lienthong.kernel.directories import (
    Column,
    Foresight,
    Ground,
    Heads,
    PageOf,
    Part,
    Resting,
    Shown,
    Told,
    linked_rows,
    resting_on,
)
from lienthong.kernel.directories.declare import Values

SHOWN = 20
"""So many of a kind are told before an act; all of them stand on the page of the instrument."""
LISTED = 200
"""So many of a kind stand on the page of the instrument."""


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    name: str
    basis: str
    page: PageOf | None


def _lines(citation: Citation, day: date, most: int) -> list[_Line]:
    """What rests on it on the day or later, at most so many of a kind; the rest is counted."""
    found = []
    for ground, rows in resting_on(citation, day):
        kind = str(ground.title)
        for row in rows[:most]:
            page = PageOf(ground.permission, row.address, row.args)
            found.append(_Line(kind, row.name, row.basis or gettext("chọn văn bản này"), page))
        if len(rows) > most:
            more = gettext("và %(count)s mục nữa") % {"count": len(rows) - most}
            found.append(_Line(kind, more, "", None))
    return found


def _ending(instrument: Instrument, values: Values, _actor: Actor) -> list[Told]:
    """What would still rest on it after the end that was typed; nothing where no end is new."""
    before, then = ends_on(instrument), Instrument(key=instrument.key)
    then.in_force_to, then.replaced_by = values["in_force_to"], values["replaced_by"]
    day = ends_on(then)
    if day is None or day == before:
        return []
    after = gettext("Còn áp dụng từ %(day)s: đổi căn cứ hoặc kết thúc")
    told = after % {"day": f"{day:%d/%m/%Y}"}
    rows: list[Told] = []
    for line in _lines(Citation(instrument.pk, instrument.key), day, SHOWN):
        what, page = f"{line.kind}: {line.name}", line.page
        if page is None:
            rows.append((what, line.basis, told))
        else:
            rows.append(Shown(what, line.basis, told, page.permission, page.address, page.args))
    return rows


def _on_page(instrument: Instrument, _actor: Actor, day: date) -> list[_Line]:
    ends = ends_on(instrument)
    return _lines(Citation(instrument.pk, instrument.key), max(day, ends or day), LISTED)


RESTING = Part(
    _("Những gì dựa vào văn bản này"),
    (
        Column("name", _("Mục")),
        Column("kind", _("Loại")),
        Column("basis", _("Ghi căn cứ")),
    ),
    empty=_("Không mục nào đang áp dụng ghi văn bản này làm căn cứ."),
    on=_on_page,
    page=lambda line: line.page,
)
ENDING = Foresight(
    "instruments", "sua", _ending,
    Heads(_("Những gì còn dựa vào"), _("Ghi căn cứ"), _("Cần làm")),
)  # fmt: skip


def _settings(citation: Citation, day: date) -> list[Resting]:
    rows = SettingVersion.objects.all().lasting(day).select_related("setting")
    kept = linked_rows(
        citation,
        rows.order_by("setting__key", "valid_from"),
        "tham-so",
        link="instrument_id",
        identity="setting_id",
        name=lambda row: row.setting.title,
    )
    return [*kept, *_packaged(citation, day)]


def _packaged(citation: Citation, day: date) -> Iterator[Resting]:
    """Values that came with the software and still hold on the day or later: see the list."""
    covered = SettingVersion.objects.filter(valid_from__lte=day, valid_to=None)
    kept = set(covered.values_list("setting__key", flat=True))
    for one in packaged_settings().values():
        texts = (text for _place, text in bases_in({"versions": list(one.versions)}, day))
        basis = citation.first_in(texts)
        if basis is not None and one.key not in kept:
            name = gettext("%(title)s (giá trị kèm theo phần mềm)") % {"title": one.title}
            yield Resting(name, basis, "administration:directory", ("tham-so",))


def _lists(citation: Citation, day: date) -> list[Resting]:
    used = CodeEntryVersion.objects.all().lasting(day).values("entry__code_list_id")
    rows = CodeList.objects.filter(pk__in=used).order_by("code")
    return linked_rows(citation, rows, "danh-muc-ma", link="instrument_id")


def _divisions(citation: Citation, day: date) -> list[Resting]:
    rows = DivisionVersion.objects.filter(not_ended(day)).order_by("division__code")
    return linked_rows(citation, rows, "dia-ban", link="instrument_id", identity="division_id")


OWN_GROUNDS = (
    Ground(_("Tham số"), KEEP_LISTS, _settings),
    Ground(_("Danh mục mã"), KEEP_LISTS, _lists),
    Ground(_("Địa bàn"), KEEP_LISTS, _divisions),
)
