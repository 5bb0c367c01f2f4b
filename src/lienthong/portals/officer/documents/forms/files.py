# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms of work on files: notes, binding, parting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import Box, FileVersion
from lienthong.portals.officer.documents.forms.books import ActForm

LOSS = _("Tôi hiểu bản mới không có chữ ký số")


DRAWN = "vung"
PLACES = (
    ("trang", _("Cả trang")),
    ("dau", _("Phần đầu trang")),
    ("giua", _("Phần giữa trang")),
    ("cuoi", _("Phần cuối trang")),
    (DRAWN, _("Vùng kéo trên trang")),
)
BANDS = {"trang": (0, 1000), "dau": (0, 333), "giua": (333, 334), "cuoi": (667, 333)}
"""Parts of a page that can be chosen without drawing: top and height in parts per thousand."""


@dataclass(frozen=True, slots=True)
class BindRow:
    """A file that can be bound, at its place in the order."""

    version: FileVersion
    name: str
    is_chosen: bool


class BindForm(ActForm):
    """Which files, in which order: the order of the rows of the page."""

    parts = forms.MultipleChoiceField(
        label=_("Các tệp, theo thứ tự sẽ ghép"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Chọn ít nhất hai tệp."),
            "invalid_choice": _("Chọn tệp trong danh sách."),
        },
    )
    title = forms.CharField(label=_("Tên tệp mới"), max_length=200, required=False)
    accept_loss = forms.BooleanField(label=LOSS, required=False)

    def __init__(
        self, versions: list[FileVersion], *args: Any, order: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._versions = _in_order(versions, order)
        keep_or_drop_loss(self, self._versions)
        names = [(str(one.pk), one.original_name) for one in self._versions]
        self.fields["parts"].choices = names  # type: ignore[attr-defined]

    def rows(self) -> list[BindRow]:
        """Every file in the order of now, with whether it is ticked."""
        chosen = {str(pk) for pk in self["parts"].value() or ()}
        return [
            BindRow(one, one.file.title or one.original_name, str(one.pk) in chosen)
            for one in self._versions
        ]

    def ordered(self) -> list[int]:
        """The chosen versions in the order of the rows."""
        return [row.version.pk for row in self.rows() if row.is_chosen]


def keep_or_drop_loss(form: forms.Form, versions: Sequence[FileVersion]) -> None:
    """Signatures that a new file loses are asked about only where there is one."""
    if not any(version.signed for version in versions):
        del form.fields["accept_loss"]


def _in_order(versions: list[FileVersion], order: Sequence[str]) -> list[FileVersion]:
    """The versions as named, then the others as they were."""
    places = {name: place for place, name in enumerate(order)}
    return sorted(versions, key=lambda one: places.get(str(one.pk), len(places)))


def moved(order: Sequence[str], name: str, by: int) -> list[str]:
    """The order with one name moved up (-1) or down (1); at the end it stays."""
    found = list(order)
    if name in found:
        place = found.index(name)
        found.insert(max(place + by, 0), found.pop(place))
    return found


class PartForm(ActForm):
    """Pages of each part, one part a line."""

    parts = forms.CharField(
        label=_("Các trang của mỗi phần"),
        help_text=_("Mỗi phần một dòng, ví dụ 1-2 rồi 3, 5-6."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": _("Ghi các trang của mỗi phần, mỗi phần một dòng.")},
    )
    accept_loss = forms.BooleanField(label=LOSS, required=False)

    def __init__(self, version: FileVersion | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_or_drop_loss(self, [version] if version else [])


class NoteForm(ActForm):
    """A note on a region of a page; the region in parts per thousand."""

    text = forms.CharField(
        label=_("Ghi chú"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Viết ghi chú.")},
    )
    place = forms.ChoiceField(
        label=_("Chỗ ghi chú"),
        choices=PLACES,
        error_messages={
            "required": _("Chọn chỗ trong danh sách."),
            "invalid_choice": _("Chọn chỗ trong danh sách."),
        },
    )
    page = forms.IntegerField(min_value=1, initial=1, widget=forms.HiddenInput)
    left = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    top = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    width = forms.IntegerField(min_value=1, initial=1000, widget=forms.HiddenInput)
    height = forms.IntegerField(min_value=1, initial=1000, widget=forms.HiddenInput)

    def box(self) -> Box:
        """The region that was drawn, or the part of the page that was chosen from the list."""
        given = self.cleaned_data
        part = BANDS.get(given["place"])
        drawn = {name: given[name] for name in ("left", "top", "width", "height")}
        return Box(top=part[0], height=part[1]) if part else Box(**drawn)
