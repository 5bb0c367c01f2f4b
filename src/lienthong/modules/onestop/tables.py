# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of the one-stop whose ways of looking can be kept, and acted on at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.bulk import RowList
from lienthong.kernel.designs import VersionUse
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.lists import ListExport, ListSpec
from lienthong.modules.onestop.exports.certification import (
    CERTIFIED,
    certification_heading,
    certified_row,
)
from lienthong.modules.onestop.exports.register import COLUMNS, register_heading
from lienthong.modules.onestop.forms.figures import asked_for
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.figure_links import FIGURE_KEYS
from lienthong.modules.onestop.panels.figure_list import EXPORTED, exported_row
from lienthong.modules.onestop.panels.resting import OWN_GROUNDS
from lienthong.modules.onestop.panels.work_sign_many import SIGN_MANY
from lienthong.modules.onestop.permissions import FIGURES, REGISTER
from lienthong.modules.onestop.queries.certification import certified_numbers, certified_rows
from lienthong.modules.onestop.queries.dossiers import register_pieces
from lienthong.modules.onestop.queries.figure_lists import all_behind, count_behind
from lienthong.modules.onestop.queries.figures import Asked
from lienthong.modules.onestop.queries.prints import PROCEDURE_PRINTS
from lienthong.modules.onestop.queries.register import covered_words, found_ids, found_in, span_of
from lienthong.modules.onestop.queries.slips import SLIP_PRINTS
from lienthong.modules.onestop.queries.use import is_begun_under

REGISTER_LIST = ListSpec(
    code="onestop.register",
    title=_("Sổ theo dõi hồ sơ"),
    url_name="onestop:officer-register",
    permission=REGISTER,
    keys=("tu", "den", "don-vi", "tinh-trang"),
    columns=(
        ("chu", _("Chủ hồ sơ")),
        ("nhan", _("Nhận")),
        ("hen", _("Hẹn trả")),
        ("tra", _("Đã trả")),
        ("nguoi-nhan", _("Người nhận kết quả")),
    ),
    orders=(("cu", _("Nhận trước đứng trước")), ("moi", _("Nhận sau đứng trước"))),
)
ALL = (REGISTER_LIST,)
GROUNDS = OWN_GROUNDS
VERSION_USES = (
    VersionUse(
        "forms.formversion",
        lambda pk: ProcedureVersion.objects.filter(form_version_id=pk).exists(),
    ),
    VersionUse(
        "process.processversion",
        lambda pk: ProcedureVersion.objects.filter(process_version_id=pk).exists(),
    ),
    VersionUse("onestop.procedureversion", is_begun_under),
)
PRINT_USES = (PROCEDURE_PRINTS, SLIP_PRINTS)
BULK = (SIGN_MANY,)
ROW_LISTS = (RowList("so-theo-doi", "cases.case", REGISTER_LIST.url_name, found_ids),)

_HIDEABLE = {
    "chu": "applicant",
    "nhan": "received",
    "hen": "due",
    "tra": "returned",
    "nguoi-nhan": "taker",
}
"""Columns of the screen that may be hidden, by their columns of the register."""


def _register_columns(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    hidden = {_HIDEABLE[key] for key in REGISTER_LIST.hidden(asked) if key in _HIDEABLE}
    return [(key, title) for key, title, _width in COLUMNS if key not in hidden]


def _count_register(actor: Actor, asked: Mapping[str, str]) -> int:
    return found_in(actor, span_of(asked)).count()


def _register_rows(actor: Actor, asked: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    found = found_in(actor, span_of(asked))
    return register_pieces(found.reverse() if REGISTER_LIST.order(asked) == "moi" else found)


def _register_heading(actor: Actor, asked: Mapping[str, str]) -> tuple[str, str]:
    span = span_of(asked)
    return register_heading(covered_words(actor, span), span.words)


def _certified_columns(_asked: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key, str(title)) for key, title in CERTIFIED]


def _count_certified(actor: Actor, asked: Mapping[str, str]) -> int:
    return certified_numbers(actor, span_of(asked)).count()


def _certified_rows(actor: Actor, asked: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    return map(certified_row, certified_rows(certified_numbers(actor, span_of(asked))))


def _certification_heading(actor: Actor, asked: Mapping[str, str]) -> tuple[str, str]:
    span = span_of(asked)
    return certification_heading(covered_words(actor, span), span.words)


def _behind(actor: Actor, asked: Mapping[str, str]) -> tuple[Asked, str]:
    figure = FIGURE_KEYS.get(asked.get("so", ""))
    if figure is None:
        raise OutOfScope
    return asked_for(actor, asked, ahead=figure == "coming"), figure


def _count_figure(actor: Actor, asked: Mapping[str, str]) -> int:
    return count_behind(*_behind(actor, asked))


def _figure_rows(actor: Actor, asked: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    return map(exported_row, all_behind(*_behind(actor, asked)))


def _figure_columns(_asked: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key, str(title)) for key, title in EXPORTED]


EXPORTS = (
    ListExport(
        "onestop.register",
        _("Sổ theo dõi hồ sơ"),
        REGISTER,
        _register_columns,
        _count_register,
        _register_rows,
        _register_heading,
    ),
    ListExport(
        "onestop.certification",
        _("Sổ chứng thực bản sao"),
        REGISTER,
        _certified_columns,
        _count_certified,
        _certified_rows,
        _certification_heading,
    ),
    ListExport(
        "onestop.figures",
        _("Hồ sơ sau một con số"),
        FIGURES,
        _figure_columns,
        _count_figure,
        _figure_rows,
    ),
)
