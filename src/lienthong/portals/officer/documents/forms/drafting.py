# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafting a document outside any dossier; the fields carry the names by which acts refuse them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import (
    FreePaper,
    IssuedDocument,
    drafts,
)
from lienthong.portals.officer.documents.forms.books import CHOOSE, ActForm

BODY, HEAD = "tap-the", "nguoi-dung-dau"


class DraftForm(ActForm):
    """Kind, summary, body, receivers, in whose name it is signed."""

    kind = forms.ChoiceField(
        label=_("Chọn loại văn bản"),
        help_text=_("Sổ và ký hiệu theo loại văn bản."),
        error_messages=CHOOSE,
    )
    abstract = forms.CharField(
        label=_("Trích yếu"),
        help_text=_("Một câu nói nội dung, không có “V/v” hay “Về việc”."),
        max_length=400,
        error_messages={"required": _("Ghi trích yếu.")},
    )
    collective = forms.ChoiceField(
        label=_("Ký với tư cách"),
        choices=[
            (BODY, _("Thay mặt Ủy ban nhân dân (TM.)")),
            (HEAD, _("Thẩm quyền của người đứng đầu")),
        ],
        widget=forms.RadioSelect,
        initial=BODY,
        error_messages=CHOOSE,
    )
    to = forms.CharField(
        label=_("Kính gửi"),
        help_text=_("Mỗi nơi một dòng. Để trống nếu văn bản không có phần này."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=9000,
    )
    grounds = forms.CharField(
        label=_("Căn cứ ban hành"),
        help_text=_("Chỉ quyết định mới in phần này. Mỗi căn cứ một dòng."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=9000,
    )
    body = forms.CharField(
        label=_("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Viết hoặc dán nội dung văn bản.")},
    )
    others = forms.CharField(
        label=_("Nơi nhận khác"),
        help_text=_("Mỗi nơi một dòng. Tên đúng như trong danh sách thì gửi trong hệ thống."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=9000,
    )

    def __init__(self, agency_id: int, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", gettext("Chọn loại")), *drafts.kinds_offered()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        if fixed:
            del self.fields["kind"]
        if not drafts.decides_as_body(agency_id):
            del self.fields["collective"]

    def paper(self) -> FreePaper:
        """What was said; only when valid."""
        given = self.cleaned_data
        return FreePaper(
            kind=given.get("kind", ""),
            abstract=given["abstract"],
            body=given["body"],
            to=tuple(given["to"].splitlines()),
            others=tuple(given["others"].splitlines()),
            grounds=tuple(given["grounds"].splitlines()),
            collective=given.get("collective") == BODY,
        )


def as_typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept, as the fields show it."""
    lines = {name: "\n".join(said[name]) for name in ("to", "others", "grounds")}
    return {**said, **lines, "collective": BODY if said["collective"] else HEAD}


class AskForm(ActForm):
    """Who is to sign, and what to tell him."""

    signer = forms.ChoiceField(
        label=_("Trình ai ký"),
        help_text=_("Người có thẩm quyền ký loại này hôm nay, kèm cách đề ký."),
        error_messages={**CHOOSE, "required": _("Chọn người ký.")},
    )
    note = forms.CharField(label=_("Lời trình"), max_length=500, required=False)

    def __init__(self, document: IssuedDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = drafts.signers_of_draft(document)
        self.fields["signer"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Chọn người ký")),
            *((str(key), name) for key, name in found),
        ]
