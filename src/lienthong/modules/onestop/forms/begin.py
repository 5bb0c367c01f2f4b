# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The first questions about a new procedure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.domain.design.beginning import NAME, SHORT_NAME, Identity
from lienthong.modules.onestop.queries.beginning import (
    Origin,
    form_choices,
    matter_choices,
    process_choices,
)

LEVELS = (("commune", _("Cấp xã")), ("province", _("Cấp tỉnh")))


class BeginForm(forms.Form):
    """Code, names, field, level, who decides, and the form and steps to begin with."""

    code = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=60,
        help_text=_("Mã quốc gia như 1.004873, hoặc mã của tỉnh như QLCHO001."),
        error_messages={"required": _("Nhập mã thủ tục.")},
    )
    name = forms.CharField(
        label=_("Tên theo quyết định công bố"),
        max_length=NAME,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Nhập tên thủ tục.")},
    )
    short_name = forms.CharField(
        label=_("Tên thường gọi"),
        max_length=SHORT_NAME,
        help_text=_("Người dân đọc tên này."),
        error_messages={"required": _("Nhập tên thường gọi.")},
    )
    field_name = forms.CharField(
        label=_("Lĩnh vực"),
        max_length=200,
        error_messages={"required": _("Nhập lĩnh vực.")},
    )
    level = forms.ChoiceField(label=_("Cấp giải quyết"), choices=LEVELS)
    matter = forms.ChoiceField(label=_("Nơi có thẩm quyền"))
    form = forms.ChoiceField(
        label=_("Biểu mẫu"),
        required=False,
        help_text=_("Biểu mẫu chưa có thì chọn sau, ở thẻ “Biểu mẫu”."),
    )
    process = forms.ChoiceField(
        label=_("Quy trình"),
        required=False,
        help_text=_("Quy trình chưa có thì chọn sau, ở thẻ “Các bước”."),
    )

    def __init__(self, data: Any = None, *, origin: Origin | None = None) -> None:
        super().__init__(data, initial=_initial(origin))
        for name, choices in (
            ("matter", matter_choices()),
            ("form", form_choices()),
            ("process", process_choices()),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def identity(self) -> Identity:
        """What was said; only when valid."""
        said = self.cleaned_data
        return Identity(
            code=said["code"].upper(),
            name=said["name"],
            short_name=said["short_name"],
            address=said["short_name"],
            field=said["field_name"],
            level=said["level"],
            matter=said["matter"],
            form=said["form"],
            process=said["process"],
        )


def _initial(origin: Origin | None) -> dict[str, Any]:
    if origin is None:
        return {}
    common = {"field_name": origin.field_name, "level": origin.level}
    if origin.version is None:
        names = {"code": origin.code, "name": origin.name[:NAME], "short_name": origin.short_name}
        return common | names
    data = origin.version.data
    codes = {"form": data["form"]["code"], "process": data["process"]["code"]}
    return common | codes | {"matter": data["competence"]["matter"]}
