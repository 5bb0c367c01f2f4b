# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Places that a paper must have before anybody may sign it: for signature, seal, number, date."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PERSON, AGENCY = "person", "agency"
FILLED = ("number", "date")
"""What is written into a paper when it is sealed, unless its content says otherwise."""
NO_PLACE = "no place"
"""With these words begins why a paper that lacks places was not drawn, or not signed."""
TITLES = {
    PERSON: gettext_lazy("chữ ký số của người ký"),
    AGENCY: gettext_lazy("dấu số của cơ quan"),
    "initial": gettext_lazy("ký nháy"),
    "initial-content": gettext_lazy("ký nháy nội dung"),
    "initial-form": gettext_lazy("ký nháy thể thức"),
    "secretary": gettext_lazy("chữ ký số của thư ký"),
    "capacity": gettext_lazy("thể thức đề ký"),
    "signer": gettext_lazy("họ tên người ký"),
    "number": gettext_lazy("số"),
    "date": gettext_lazy("ngày, tháng, năm"),
    "issued_with": gettext_lazy("dòng “Kèm theo”"),
}


class FieldError(ValueError):
    """Two elements of one page claim the same field name, or a field is missing."""


class IncompletePrintError(ValueError):
    """What a template drew lacks places; the text is what is kept of it."""

    def __init__(self, places: Iterable[str]) -> None:
        super().__init__(lacking(places))


def require_places(drawn: Iterable[str], fills: Iterable[str]) -> None:
    """Raise ``IncompletePrintError`` unless a drawn paper has places to sign, to seal, to fill."""
    there = set(drawn)
    if missing := [name for name in (PERSON, AGENCY, *fills) if name not in there]:
        raise IncompletePrintError(missing)


def lacking(places: Iterable[str]) -> str:
    """Return what is kept of missing places, at most 80 letters."""
    return f"{NO_PLACE}: {', '.join(places)}"[:80]


def places_words(kept: str, template: str) -> str:
    """Return what ``lacking`` kept, in words with the title of the template; empty for others."""
    head, _colon, names = kept.partition(": ")
    if head != NO_PLACE:
        return ""
    titles = [str(TITLES.get(name, name)) for name in names.split(", ")]
    words = _("mẫu in “%(template)s” không có chỗ cho %(places)s")
    return words % {"template": template, "places": ", ".join(titles)}
