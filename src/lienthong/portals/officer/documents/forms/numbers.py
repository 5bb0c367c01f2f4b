# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which number a signed document gets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import IssuedDocument, held_numbers
from lienthong.core.numbering.api import Number
from lienthong.portals.officer.documents.forms.books import CHOOSE, ActForm


class NumberForm(ActForm):
    """The next number, or one that was kept."""

    number = forms.ChoiceField(label=_("Lấy số nào"), error_messages=CHOOSE)

    def __init__(self, document: IssuedDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = held_numbers(document.agency_id, document.series)
        self.fields["number"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Số tiếp theo trong sổ")),
            *((str(one.pk), _kept_words(one)) for one in kept),
        ]
        self.fields["number"].required = False


def _kept_words(number: Number) -> str:
    """A kept number with its day, when it brings one along, and why it is kept."""
    said = {"number": number, "reason": number.reason}
    if number.dated_on is None:
        return gettext("%(number)s – %(reason)s") % said
    day = f"{number.dated_on:%d/%m/%Y}"
    return gettext("%(number)s, ngày %(day)s – %(reason)s") % (said | {"day": day})
