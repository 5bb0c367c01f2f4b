# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafting a document outside any dossier; the fields carry the names by which acts refuse them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.api import (
    FreePaper,
    IssuedDocument,
    Offer,
    drafts,
    initials,
    laying,
)
from lienthong.core.ui.api import OneInputDateField
from lienthong.portals.officer.documents.forms.books import CHOOSE, ActForm

BODY, HEAD = "tap-the", "nguoi-dung-dau"
ABSTRACTS = {
    "1.2": _("Một cụm từ nói nội dung, không có “Về việc”."),
    "1.3": _("Bắt đầu bằng “Ban hành” hay “Phê duyệt”, rồi tên văn bản kèm theo."),
    "1.5": _("Một cụm từ nói nội dung, không có “V/v”."),
}
"""What to write as the summary, by layout."""
LABELS = {
    ("1.6", "to"): _("Nơi nhận điện"),
    ("1.7", "to"): _("Kính mời"),
    ("1.7", "body"): _("Các vấn đề cần lưu ý"),
    ("1.7", "starts"): _("Thời gian"),
    ("1.8", "to"): _("Được cử đến"),
    ("1.8", "abstract"): _("Về việc"),
    ("1.9", "abstract"): _("Tên cuộc họp"),
    ("1.10", "venue"): _("Nơi nghỉ phép"),
}
"""What a part is called where the layout calls it otherwise."""
ALWAYS = ("collective", "urgency", "circulation")
PLAIN = ("abstract", "to", "others", "grounds", "body", *ALWAYS)


def _line(label: Any, hint: Any = "", most: int = 500) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, required=False)


def _lines(label: Any, hint: Any, rows: int, most: int = 9000) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, widget=area, required=False, max_length=most
    )


class KindForm(ActForm):
    """Which kind of document is to be written."""

    loai = forms.ChoiceField(
        label=_("Loại văn bản cần soạn"),
        help_text=_("Mẫu trình bày, sổ và ký hiệu theo loại văn bản."),
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", gettext("Chọn loại")), *((o.code, o.title) for o in drafts.kinds_offered())]
        self.fields["loai"].choices = kinds  # type: ignore[attr-defined]


class DraftForm(ActForm):
    """What the layout of a kind asks: summary, body, receivers, in whose name it is signed."""

    abstract = forms.CharField(
        label=_("Trích yếu"),
        help_text=_("Một cụm từ nói nội dung."),
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
    to = _lines(_("Kính gửi"), _("Mỗi nơi một dòng. Để trống nếu văn bản không có phần này."), 2)
    grounds = _lines(_("Căn cứ ban hành"), _("Mỗi căn cứ một dòng."), 3)
    applied_on = OneInputDateField(label=_("Ngày của đơn đề nghị nghỉ phép"), required=False)
    person = _line(_("Ông (bà)"), _("Họ tên và nơi công tác."))
    position = _line(_("Chức vụ"))
    occasion = _line(_("Tới dự"), _("Tên cuộc họp, hội nghị, hội thảo."))
    starts = _line(_("Thời gian bắt đầu"), _("Ví dụ 8 giờ 00, ngày 05/12/2026."))
    length = _line(_("Số ngày nghỉ"), _("Ví dụ 05 ngày."))
    first_day = OneInputDateField(label=_("Nghỉ từ ngày"), required=False)
    last_day = OneInputDateField(label=_("Đến hết ngày"), required=False)
    venue = _line(_("Địa điểm"))
    counted = _line(_("Tính vào thời gian"), _("Ví dụ nghỉ hằng năm năm 2026."))
    attendees = _lines(_("Thành phần tham dự"), _("Mỗi người một dòng."), 3, 3000)
    chair = _line(_("Chủ trì (chủ tọa)"))
    secretary = _line(_("Thư ký (người ghi biên bản)"))
    until = OneInputDateField(label=_("Có giá trị đến hết ngày"), required=False)
    body = forms.CharField(
        label=_("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Viết hoặc dán nội dung văn bản.")},
    )
    ends = _line(_("Cuộc họp kết thúc vào"), _("Ví dụ 10 giờ 30, ngày 05/12/2026."))
    attached_kind = _line(_("Tên loại của văn bản kèm theo"), _("Ví dụ Quy chế."), 120)
    attached_title = _line(_("Trích yếu của văn bản kèm theo"))
    attached_body = _lines(
        _("Nội dung văn bản kèm theo"),
        _("Để trống nếu thêm bằng tệp PDF ở phần phụ lục của dự thảo."),
        14,
        most=200_001,
    )
    others = _lines(
        _("Nơi nhận khác"),
        _("Mỗi nơi một dòng. Tên đúng như trong danh sách thì gửi trong hệ thống."),
        3,
    )
    urgency = forms.ChoiceField(
        label=_("Mức độ khẩn"),
        help_text=_("Người soạn đề xuất, người ký quyết định."),
        required=False,
        error_messages=CHOOSE,
    )
    circulation = forms.ChoiceField(
        label=_("Phạm vi lưu hành"), required=False, error_messages=CHOOSE
    )

    def __init__(self, agency_id: int, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer, layout = offer, offer.layout
        kept = {*layout.asks, *ALWAYS}
        if not (layout.signs_as_body and drafts.decides_as_body(agency_id)):
            kept.discard("collective")
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        for name, asked in self.fields.items():
            asked.label = LABELS.get((layout.number, name), asked.label)
            if name not in ALWAYS:
                asked.required = name in layout.needs
            if name == "to" and asked.required:
                asked.help_text = _("Mỗi nơi một dòng.")
            asked.error_messages.setdefault("required", _("Chỗ này cần ghi."))
        if "abstract" in self.fields:
            hint = ABSTRACTS.get(layout.number, self.fields["abstract"].help_text)
            self.fields["abstract"].help_text = hint
        for name, marks in zip(ALWAYS[1:], drafts.marks_offered(), strict=True):
            choices = [("", gettext("Không ghi")), *((one.code, one.title) for one in marks)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.order_fields(_in_order(layout.asks))

    def asked(self) -> list[tuple[forms.BoundField, str]]:
        """The fields in the order of the paper, with what may help to fill each."""
        helps = {"to": "receivers", "others": "receivers", "body": "body", "attached_body": "body"}
        return [(self[name], helps.get(name, "")) for name in self.fields]

    def paper(self) -> FreePaper:
        """What was said; only when valid."""
        given = self.cleaned_data
        return FreePaper(
            kind=self.offer.code,
            abstract=given.get("abstract", ""),
            body=given.get("body", ""),
            to=tuple(given.get("to", "").splitlines()),
            others=tuple(given.get("others", "").splitlines()),
            grounds=tuple(given.get("grounds", "").splitlines()),
            collective=given.get("collective") == BODY,
            details={name: _written(v) for name, v in given.items() if v and name not in PLAIN},
            urgency=given["urgency"],
            circulation=given["circulation"],
        )


def _in_order(asks: tuple[str, ...]) -> list[str]:
    """In whose name it is signed comes behind the first part, the marks come last."""
    return [*asks[:1], "collective", *asks[1:], *ALWAYS[1:]]


def _written(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def as_typed(document: IssuedDocument) -> dict[str, Any]:
    """What was kept of a document, as the fields show it."""
    said = drafts.kept_paper(document)
    lines = {name: "\n".join(said[name]) for name in ("to", "others", "grounds")}
    chosen = {"collective": BODY if said["collective"] else HEAD}
    return {**said, **lines, **said.get("details", {}), **drafts.kept_days(document), **chosen}


BY_ORDER = _(
    "Dòng ghi “cần xác nhận”: luật chưa nói rõ giấy của tập thể (TM.) có ký thừa lệnh (TL.) được"
    " không."
)


class AskForm(ActForm):
    """Who initials, who is to sign, and what to tell them."""

    initial_content = forms.ChoiceField(
        label=_("Ký nháy nội dung"),
        help_text=_("Người đứng đầu đơn vị soạn, chịu trách nhiệm về nội dung."),
        required=False,
        error_messages=CHOOSE,
    )
    initial_form = forms.ChoiceField(
        label=_("Ký nháy thể thức"),
        help_text=_("Người được giao kiểm tra thể thức, kỹ thuật trình bày."),
        required=False,
        error_messages=CHOOSE,
    )
    secretary = forms.ChoiceField(
        label=_("Thư ký ký"),
        help_text=_("Cán bộ có tên ở dòng Thư ký; ký trước chủ tọa."),
        error_messages={**CHOOSE, "required": _("Chọn thư ký, đúng tên ghi trong biên bản.")},
    )
    signer = forms.ChoiceField(
        label=_("Trình ai ký"),
        help_text=_("Người có thẩm quyền ký loại này hôm nay, kèm cách đề ký."),
        error_messages={**CHOOSE, "required": _("Chọn người ký.")},
    )
    note = forms.CharField(label=_("Lời trình"), max_length=500, required=False)

    def __init__(self, document: IssuedDocument, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signed, units = initials.first_signatures(document), initials.units_of_agency(document)
        offered = initials.initiallers(document, units=units)
        must = initials.required_marks(initials.kind_of(document), document.agency_id)
        for mark in initials.MARKS:
            name = f"initial_{mark}"
            if initials.stands_on(signed, mark) or not (offered[mark] or mark in must):
                del self.fields[name]
                continue
            first = gettext("Chọn người ký nháy") if mark in must else gettext("Không cần ký nháy")
            self.fields[name].required = mark in must
            self.fields[name].error_messages["required"] = str(laying.MUST_BE_INITIALLED)
            self._offer(name, first, offered[mark])
        if not initials.secretary_signs(document) or initials.stands_on(signed, "secretary"):
            del self.fields["secretary"]
        else:
            self._offer(
                "secretary", gettext("Chọn thư ký"), initials.secretaries(document, units=units)
            )
        signers = drafts.signers_of_draft(document)
        self._offer("signer", gettext("Chọn người ký"), signers)
        if any(str(drafts.TO_BE_CONFIRMED) in who for _key, who in signers):
            self.fields["signer"].help_text = f"{self.fields['signer'].help_text} {BY_ORDER}"

    def _offer(self, name: str, first: str, people: list[tuple[int, str]]) -> None:
        choices = [("", first), *((str(key), who) for key, who in people)]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Who was chosen for what; only when valid."""
        said = {name: int(who) for name, who in self.cleaned_data.items() if name != "note" and who}
        marks = {
            mark: said[f"initial_{mark}"] for mark in initials.MARKS if f"initial_{mark}" in said
        }
        return {
            "signer_id": said["signer"],
            "secretary_id": said.get("secretary"),
            "initials": marks,
            "note": self.cleaned_data["note"],
        }
