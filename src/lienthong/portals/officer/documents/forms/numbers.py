# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which number a signed document gets, and in which book kinds of document take theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import IssuedDocument, held_numbers
from lienthong.core.numbering.api import Number
from lienthong.core.ui.api import WholeField
from lienthong.portals.officer.documents.forms.books import CHOOSE, COUNT, ActForm


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


class BookPlanForm(ActForm):
    """One joint book, or one for each kind, from a year on."""

    joint = forms.ChoiceField(
        label=_("Cách mở sổ"),
        widget=forms.RadioSelect,
        choices=[
            ("chung", _("Một sổ chung cho nhiều loại văn bản")),
            ("rieng", _("Mỗi loại văn bản một sổ riêng")),
        ],
        error_messages=CHOOSE,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Các loại lấy số chung"),
        help_text=_("Không chọn loại nào thì mọi loại văn bản hành chính lấy số chung."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOOSE,
    )
    year = WholeField(
        label=_("Từ năm"),
        help_text=_("Năm đã cấp số thì không đổi được nữa."),
        error_messages=COUNT,
    )
    decided_by = forms.CharField(
        label=_("Văn bản quyết định"),
        help_text=_("Số, ngày văn bản của người đứng đầu cơ quan."),
        max_length=300,
        error_messages={"required": _("Ghi số, ngày văn bản của người đứng đầu cơ quan.")},
    )

    def __init__(self, kinds: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]


def _kept_words(number: Number) -> str:
    """A kept number with its day, when it brings one along, and why it is kept."""
    said = {"number": number, "reason": number.reason}
    if number.dated_on is None:
        return gettext("%(number)s – %(reason)s") % said
    day = f"{number.dated_on:%d/%m/%Y}"
    return gettext("%(number)s, ngày %(day)s – %(reason)s") % (said | {"day": day})
