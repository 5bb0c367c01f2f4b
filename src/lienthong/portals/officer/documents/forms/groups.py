# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A group of recipients."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lienthong.portals.officer.documents.forms.books import ActForm


class GroupForm(ActForm):
    """What a group is called and who is in it."""

    title = forms.CharField(
        label=_("Tên nhóm"),
        max_length=120,
        error_messages={"required": _("Ghi tên nhóm.")},
    )
    names = forms.CharField(
        label=_("Các nơi nhận"),
        help_text=_("Mỗi nơi một dòng."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=60_000,
        error_messages={"required": _("Ghi nơi nhận, mỗi nơi một dòng.")},
    )
