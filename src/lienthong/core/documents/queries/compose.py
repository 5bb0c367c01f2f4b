# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a drafter says of a document, held against its layout; what the paper is drawn from.

Legal basis: 30/2020/NĐ-CP, Phụ lục I, Phụ lục III.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.domain.body import LARGEST, clean_body, closed, words_of
from lienthong.core.documents.domain.free import (
    DAYS,
    LINES,
    MOST_NAMES,
    RICH,
    FreePaper,
    Layout,
    Offer,
    day_of,
)
from lienthong.core.documents.queries.authority import head_title
from lienthong.core.documents.queries.free import TOO_LONG, decides_as_body, without_groups
from lienthong.core.documents.queries.kinds import circulation_marks, offers, urgency_marks
from lienthong.core.units.api import Unit, UnitVersion, version_of
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.language import of_record
from lienthong.kernel.text import fold, one_line

MOST_ABSTRACT, MOST_DETAIL, MOST_LINES = 400, 500, 3000
NEEDS = gettext_lazy("Chỗ này cần ghi.")
NEEDED = {
    "abstract": gettext_lazy("Ghi trích yếu, nhiều nhất 400 ký tự."),
    "body": gettext_lazy("Viết hoặc dán nội dung văn bản."),
}
KEPT_LINE = gettext_lazy("Bản in đã có dòng “Lưu: VT”. Bỏ dòng này, nơi nhận khác ghi riêng.")
PARTS = frozenset({"abstract", "body", "to"})


def checked_paper(paper: FreePaper, agency_id: int) -> tuple[Offer, FreePaper]:
    """What was chosen, and what was said as it is kept. Raises ``InvalidInput``."""
    offer = offers().get(paper.kind)
    if offer is None:
        raise InvalidInput(fields={"kind": _("Chọn loại văn bản trong danh sách.")})
    paper = replace(
        paper,
        to=without_groups(agency_id, paper.to),
        others=without_groups(agency_id, paper.others),
    )
    said = _tidied(paper, offer, agency_id)
    wrong = _faults(paper, said, offer.layout)
    for name, lines in (("to", said.to), ("others", said.others)):
        if any(_is_kept_by_clerk(one) and not _is_printed_anyway(one) for one in lines):
            wrong[name] = str(KEPT_LINE)
    if wrong:
        raise InvalidInput(fields=wrong)
    return offer, replace(said, to=_without_kept(said.to), others=_without_kept(said.others))


def _without_kept(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in lines if not _is_kept_by_clerk(one))


def _is_kept_by_clerk(line: str) -> bool:
    """Whether the line says where the paper is kept: ``Lưu: VT, KTN``; every paper prints one."""
    return re.match(r"[-\s]*luu\s*:", fold(line)) is not None


def _is_printed_anyway(line: str) -> bool:
    """Whether it says nothing more than the line that is printed anyway."""
    kept = fold(line).partition(":")[2].strip(" .;,")
    return kept in {"", "vt", "van thu"}


def _tidied(paper: FreePaper, offer: Offer, agency_id: int) -> FreePaper:
    """What the layout asks, as it is kept; what it does not ask is left out."""
    asks = offer.layout.asks
    to, others, grounds = (_lines(part) for part in (paper.to, paper.others, paper.grounds))
    if "to" not in asks:
        to, others = (), tuple(dict.fromkeys([*to, *others]))
    details = {name: _detail(name, text) for name, text in paper.details.items() if name in asks}
    details = {name: text for name, text in details.items() if text}
    abstract = one_line(paper.abstract)
    if "abstract" not in asks:
        with of_record():  # it stands in the register, whatever language its drafter reads
            abstract = _("nghỉ phép của %(who)s") % {"who": details.get("person", "")}
    together = paper.collective and offer.layout.signs_as_body
    return FreePaper(
        kind=offer.code,
        abstract=abstract,
        body=_kept_body(paper.body) if "body" in asks else "",
        to=to,
        others=tuple(name for name in others if name not in to),
        grounds=grounds if "grounds" in asks else (),
        collective=together and decides_as_body(agency_id),
        details=details,
        urgency=paper.urgency,
        circulation=paper.circulation,
    )


def _faults(paper: FreePaper, said: FreePaper, layout: Layout) -> dict[str, str]:
    wrong = {name: str(NEEDED.get(name, NEEDS)) for name in layout.needs if not _said(said, name)}
    if len(said.abstract) > MOST_ABSTRACT:
        wrong["abstract"] = str(NEEDED["abstract"])
    bodies = {"body": paper.body, **{name: paper.details.get(name, "") for name in RICH}}
    wrong |= {name: str(TOO_LONG) for name, text in bodies.items() if len(text) > LARGEST}
    if len(said.to) + len(said.others) > MOST_NAMES:
        wrong["others"] = _("Một văn bản gửi nhiều nhất %(most)s nơi.") % {"most": MOST_NAMES}
    if said.urgency and said.urgency not in urgency_marks():
        wrong["urgency"] = _("Chọn một mục trong danh sách.")
    if said.circulation and said.circulation not in circulation_marks():
        wrong["circulation"] = _("Chọn một mục trong danh sách.")
    return {**_day_faults(said.details), **wrong}


def _day_faults(details: Mapping[str, str]) -> dict[str, str]:
    """Days that are none, or stand the wrong way round."""
    days = {name: day_of(details[name]) for name in DAYS if name in details}
    wrong = {name: _("Ghi ngày như 05/12/2026.") for name, day in days.items() if day is None}
    first, last = days.get("first_day"), days.get("last_day")
    if first and last and last < first:
        wrong["last_day"] = _("Ngày cuối phải từ ngày bắt đầu trở đi.")
    return wrong


def _said(said: FreePaper, name: str) -> bool:
    found = said.details.get(name, "") if name not in PARTS else getattr(said, name)
    return bool(words_of(found) if name == "body" else found)


def _detail(name: str, text: str) -> str:
    if name in RICH:
        body = _kept_body(text)
        return body if words_of(body) else ""
    if name in LINES:
        return "\n".join(_lines(tuple(text.splitlines())))[:MOST_LINES]
    return one_line(text)[:MOST_DETAIL]


def _kept_body(text: str) -> str:
    return clean_body(text) if len(text) <= LARGEST else ""


def _lines(part: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one_line(line)[:500] for line in part if one_line(line)))


def content_of(
    said: FreePaper,
    offer: Offer,
    agency: UnitVersion,
    unit: Unit,
    initials: Sequence[str] = (),
) -> dict[str, Any]:
    """What the paper is drawn from, and what was said, for the next change.

    ``fills`` names the fields that are filled when it is numbered and sealed, ``initials`` what has
    a place to be initialled.
    """
    own = unit.pk != agency.unit_id
    superior = version_of(agency.parent_id).name if agency.parent_id else ""
    attached = said.details.get("attached_body", "")
    fills = ["number", *(["date"] if offer.layout.dated else [])]
    urgency, circulation = urgency_marks(), circulation_marks()
    return {
        "said": {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(said).items()},
        "body": closed(said.body),
        "attached_body": closed(attached),
        "issued_with": _issued_with(offer, agency) if attached else "",
        "title": offer.kind.heading,
        "layout": offer.layout.number,
        "superior": "" if decides_as_body(agency.unit_id) else superior,
        "agency_name": agency.name,
        "head": f"{head_title(agency.unit_id)} {agency.name}",
        "keeper": version_of(unit.pk).symbol if own else "",
        "fills": [*fills, *(["issued_with"] if attached else [])],
        "urgency": asdict(urgency[said.urgency]) if said.urgency else None,
        "initials": list(initials),
        "secretary_signs": offer.layout.secretary_signs,
        "circulation": circulation[said.circulation].mark if said.circulation else "",
    }


def _issued_with(offer: Offer, agency: UnitVersion) -> str:
    """What a text issued with a decision says of it; ``number`` and ``date`` are filled in."""
    given = {"title": offer.kind.heading, "agency": agency.name.replace("%", "%%")}
    with of_record():
        first = _("(Kèm theo %(title)s số") % given
        last = _("của %(agency)s)") % given
    return f"{first} %(number)s %(date)s\n{last}"
