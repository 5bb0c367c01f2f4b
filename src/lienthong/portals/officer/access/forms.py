# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is given to whom, from when to when, why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import NewDelegation, Role, lendable
from lienthong.core.ui.api import OneInputDateField
from lienthong.core.units.api import name_of, named_officers, officers_of
from lienthong.kernel.actor import Actor, Holding
from lienthong.kernel.errors import InvalidInput

WHOLE_POST = "vi-tri"
LONGEST_REASON = 500
LONGEST_INSTRUMENT = 200


class DelegationForm(forms.Form):
    """The fields carry the names by which the act refuses them."""

    what = forms.ChoiceField(
        label=_("Giao việc gì"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cả vị trí hoặc một vai trò.")},
    )
    to = forms.ChoiceField(
        label=_("Giao cho ai"),
        help_text=_("Cán bộ cùng cơ quan."),
        error_messages={
            "required": _("Chọn người được giao."),
            "invalid_choice": _("Chỉ giao được cho cán bộ cùng cơ quan."),
        },
    )
    first = OneInputDateField(
        label=_("Từ ngày"),
        error_messages={"required": _("Nhập ngày bắt đầu.")},
    )
    last = OneInputDateField(
        label=_("Đến hết ngày"),
        error_messages={"required": _("Nhập ngày cuối cùng còn hiệu lực.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Viết lý do, tối đa 500 ký tự."),
            "max_length": _("Viết lý do, tối đa 500 ký tự."),
        },
    )
    instrument = forms.CharField(
        label=_("Văn bản ủy quyền"),
        help_text=_("Số và ngày. Giao một vai trò thì phải có; trực thay thì không bắt buộc."),
        required=False,
        max_length=LONGEST_INSTRUMENT,
        error_messages={"max_length": _("Số và ngày văn bản dài tối đa 200 ký tự.")},
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = _what(actor)  # type: ignore[attr-defined]
        self.fields["to"].choices = _whom(actor)  # type: ignore[attr-defined]

    def asked(self) -> tuple[int, NewDelegation]:
        """The unit in which it is given, and what is asked of the act; only when valid."""
        given = self.cleaned_data
        unit, _sep, role = given["what"].partition(":")
        return int(unit), NewDelegation(
            to_account_id=int(given["to"]),
            first_day=given["first"],
            last_day=given["last"],
            reason=given["reason"],
            instrument=given["instrument"],
            role_id=None if role == WHOLE_POST else int(role),
        )

    def refuse(self, refused: InvalidInput) -> None:
        """Put the sentences of the act at the fields they are about."""
        for name, text in refused.fields.items():
            self.add_error(name, text)


def _what(actor: Actor) -> list[tuple[str, str]]:
    held = lendable(actor)
    if not held or actor.unit_id is None:
        return []
    titles = dict(Role.objects.filter(pk__in={h.role_id for h in held}).values_list("pk", "title"))
    post = gettext("Cả vị trí: %(post)s (trực thay)") % {
        "post": f"{actor.position}, {actor.unit_name}",
    }
    return [
        (f"{actor.unit_id}:{WHOLE_POST}", post),
        *((f"{h.unit_id or actor.unit_id}:{h.role_id}", _role(h, titles)) for h in held),
    ]


def _role(held: Holding, titles: dict[int, str]) -> str:
    return gettext("Vai trò %(role)s ở %(unit)s") % {
        "role": titles[held.role_id or 0],
        "unit": name_of(held.unit_id),
    }


def _whom(actor: Actor) -> list[tuple[str, str]]:
    if actor.agency_id is None:
        return []
    found = [m for m in officers_of(actor.agency_id) if m.account_id != actor.account_id]
    return [("", gettext("Chọn người")), *named_officers(found)]
