# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a list is looked at, and under which name that is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import reach
from lienthong.core.ui.api import SHARE, NewView, ViewAudience
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.lists import COLUMNS, ORDER, ListSpec


class ViewForm(forms.Form):
    """Columns, order, name, for whom; the fields carry the names by which the act refuses them."""

    columns = forms.MultipleChoiceField(
        label=_("Cột"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một cột.")},
    )
    order = forms.ChoiceField(label=_("Thứ tự"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Tên cách xem"),
        max_length=60,
        error_messages={
            "required": _("Đặt tên từ 1 đến 60 ký tự."),
            "max_length": _("Đặt tên từ 1 đến 60 ký tự."),
        },
    )
    audience = forms.ChoiceField(label=_("Ai dùng"), widget=forms.RadioSelect)
    is_default = forms.BooleanField(label=_("Mở sẵn cách xem này"), required=False)

    def __init__(self, spec: ListSpec, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = [*spec.columns]  # type: ignore[attr-defined]
        self.fields["order"].choices = [*spec.orders]  # type: ignore[attr-defined]
        self.fields["audience"].choices = audiences_of(actor)  # type: ignore[attr-defined]
        if not spec.columns:
            del self.fields["columns"]
        if not spec.orders:
            del self.fields["order"]

    def new_view(self, spec: ListSpec, data: QueryDict) -> NewView:
        """What is to be kept; only when valid."""
        given = self.cleaned_data
        return NewView(
            list_code=spec.code,
            name=given["name"],
            asked=asked_with(spec, data, given),
            audience=given["audience"],
            is_default=given["is_default"],
        )

    def refuse(self, refused: InvalidInput) -> None:
        """Put the sentences of the act at the fields they are about."""
        for name, text in refused.fields.items():
            self.add_error(name, text)


class GiveForm(forms.Form):
    """To whom of the colleagues who may keep it; the field carries the name of the act."""

    to = forms.ChoiceField(
        label=_("Giao cho"),
        error_messages={
            "required": _("Chọn người nhận trong danh sách."),
            "invalid_choice": _("Chọn người nhận trong danh sách."),
        },
    )

    def __init__(self, heirs: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [("", gettext("Chọn người nhận"))]
        self.fields["to"].choices = first + heirs  # type: ignore[attr-defined]


def audiences_of(actor: Actor) -> list[tuple[str, Any]]:
    """For whom the actor may keep a view."""
    where = reach(actor, SHARE)
    found = [ViewAudience.OWN]
    if where.everywhere or (where and actor.unit_id):
        found.append(ViewAudience.UNIT)
    if where.everywhere:
        found.append(ViewAudience.EVERYONE)
    return [(audience.value, audience.label) for audience in found]


def asked_with(spec: ListSpec, data: QueryDict, given: dict[str, Any]) -> dict[str, str]:
    """The filters of the address with the columns and the order that were chosen."""
    chosen = given.get("columns") or []
    everything = len(chosen) == len(spec.columns)
    asked = {key: str(data.get(key, "")) for key in spec.keys}
    asked[COLUMNS] = "" if everything else ",".join(chosen)
    asked[ORDER] = given.get("order") or ""
    return spec.kept(asked)
