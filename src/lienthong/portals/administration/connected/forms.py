# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an administrator says about an application, and which role it gets where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import GrantScope, Role
from lienthong.core.accounts.api import AppFacts, ConnectedApp, lines_of
from lienthong.core.ui.api import WholeField
from lienthong.core.units.api import UnitVersion
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.registry import api_scopes


class AddressesField(forms.CharField):
    """Addresses, one a line."""

    def __init__(self, *, label: Any, help_text: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        """The lines, each once."""
        return tuple(lines_of(value if isinstance(value, str) else ""))


class AppForm(forms.Form):
    """The fields carry the names by which the act refuses them."""

    name = forms.CharField(
        label=_("Tên ứng dụng"),
        help_text=_("Cán bộ đọc tên này khi đăng nhập."),
        max_length=100,
        error_messages={"required": _("Đặt tên ứng dụng, từ 2 đến 100 ký tự.")},
    )
    owner_text = forms.CharField(label=_("Nơi quản lý"), required=False, max_length=200)
    contact = forms.EmailField(
        label=_("Thư của người phụ trách"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư chưa đúng.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Được biết và được gọi gì"),
        help_text=_("Bốn dòng đầu là thông tin của cán bộ đăng nhập; các dòng sau là API mở."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một phạm vi.")},
    )
    redirect_uris = AddressesField(
        label=_("Địa chỉ nhận về sau khi đăng nhập"),
        help_text=_("Mỗi dòng một địa chỉ, đúng từng chữ. Chỉ nhận https://."),
    )
    post_logout_uris = AddressesField(
        label=_("Địa chỉ đưa về sau khi đăng xuất"), help_text=_("Mỗi dòng một địa chỉ.")
    )
    logout_uri = forms.CharField(
        label=_("Địa chỉ nghe báo đăng xuất"),
        help_text=_("Máy chủ của ứng dụng nhận tin ngay khi phiên của cán bộ kết thúc."),
        required=False,
        max_length=400,
    )
    is_trusted = forms.BooleanField(
        label=_("Ứng dụng của cơ quan: không hỏi lại cán bộ có đồng ý không"), required=False
    )
    per_minute = WholeField(
        label=_("Số lần gọi API mỗi phút"),
        initial=300,
        error_messages={
            "required": _("Nhập số từ 1 đến 100.000."),
            "invalid": _("Nhập số từ 1 đến 100.000."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(code, scope.title) for code, scope in api_scopes().items()]
        self.fields["scopes"].choices = found  # type: ignore[attr-defined]

    @classmethod
    def of(cls, app: ConnectedApp) -> AppForm:
        """The form with what is known."""
        names = ("name", "owner_text", "contact", "scopes", "logout_uri", "is_trusted")
        known = {name: getattr(app, name) for name in (*names, "per_minute")}
        known["redirect_uris"] = "\n".join(app.redirect_uris)
        known["post_logout_uris"] = "\n".join(app.post_logout_uris)
        return cls(initial=known)

    def facts(self) -> AppFacts:
        """What was said; only when valid."""
        said = self.cleaned_data
        return AppFacts(**{**said, "scopes": tuple(said["scopes"])})

    def refuse(self, refused: InvalidInput) -> None:
        """Show what the act refused at its field."""
        for field, text in refused.fields.items():
            self.add_error(field, text)


class RoleForm(forms.Form):
    """A role for an application, in a unit and how far below."""

    role = forms.ModelChoiceField(
        label=_("Vai trò"),
        queryset=Role.objects.none(),
        empty_label="",
        error_messages={"required": _("Chọn vai trò."), "invalid_choice": _("Chọn vai trò.")},
    )
    unit = forms.ChoiceField(
        label=_("Ở đơn vị"),
        error_messages={"required": _("Chọn đơn vị."), "invalid_choice": _("Chọn đơn vị.")},
    )
    scope = forms.TypedChoiceField(
        label=_("Tới đâu"),
        coerce=lambda value: GrantScope(int(value)),
        choices=[
            (GrantScope.UNIT, GrantScope.UNIT.label),
            (GrantScope.SUBTREE, GrantScope.SUBTREE.label),
        ],
        initial=GrantScope.UNIT,
        error_messages={"required": _("Chọn phạm vi."), "invalid_choice": _("Chọn phạm vi.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        lasting = Role.objects.lasting(today).order_by(VietnameseOrder("title"))
        self.fields["role"].queryset = lasting  # type: ignore[attr-defined]
        rows = UnitVersion.objects.on(today).order_by(VietnameseOrder("name"))
        units = [("", "")] + [(str(pk), name) for pk, name in rows.values_list("unit_id", "name")]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
