# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The layouts of Annex III, each asking and saying what it must; groups of recipients."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from lienthong.core.documents.adapters import press
from lienthong.core.documents.api import (
    FreePaper,
    IssuedDocument,
    drafting,
    drafts,
    grouping,
)
from lienthong.core.documents.domain.free import LAYOUT
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import fill_fields
from lienthong.core.documents.tests.conftest import Office
from lienthong.core.documents.tests.domain.pdf.pages import text_of
from lienthong.core.units.api import UnitVersion
from lienthong.kernel.errors import InvalidInput, NotAllowed, OutOfScope

pytestmark = pytest.mark.covers("7")
TEXT, AGENCY = "Nội dung cần làm", "UBND PHƯỜNG ĐỒNG HỚI"
MEETING = {
    "occasion": "hội nghị giao ban",
    "chair": "Bà Lê Thị Hà",
    "starts": "8 giờ 00, ngày 05/12/2026",
    "venue": "Hội trường",
}
SAID: dict[str, dict[str, Any]] = {
    "resolution": {"grounds": ("Căn cứ Luật A", "Căn cứ Nghị định B")},
    "decision": {"grounds": ("Căn cứ Luật A",)},
    "decision@1.3": {
        "details": {
            "attached_kind": "Quy chế",
            "attached_title": "Làm việc của phường",
            "attached_body": "<p>Điều 1. Phạm vi</p>",
        }
    },
    "notice": {},
    "letter": {"to": ("Trạm Y tế", "Trường Mầm non")},
    "telegram": {"to": ("Công an phường", "Trạm Y tế"), "urgency": "flash"},
    "invitation": {"to": ("Ông Trần Văn Ổn",), "details": MEETING},
    "introduction": {
        "to": ("Sở Tư pháp",),
        "details": {"person": "Nguyễn Văn A", "position": "Công chức", "until": "31/12/2026"},
    },
    "minutes": {
        "details": {
            **MEETING,
            "attendees": "Ông B\nBà C",
            "secretary": "Phan Thị Thư",
            "ends": "10 giờ 30, ngày 05/12/2026",
        }
    },
    "leave": {
        "details": {
            "applied_on": "01/12/2026",
            "person": "Nguyễn Văn A",
            "length": "05 ngày",
            "first_day": "07/12/2026",
            "last_day": "11/12/2026",
            "counted": "nghỉ hằng năm",
        }
    },
}
WORDS = {
    "resolution": ["NGHỊ QUYẾT", "Sắp xếp", AGENCY, "Căn cứ Luật A;", "Căn cứ Nghị định B.",
                   "QUYẾT NGHỊ:", TEXT, "Nơi nhận:", "Lưu: VT"],
    "decision": ["QUYẾT ĐỊNH", "Về việc Sắp xếp", AGENCY, "Căn cứ Luật A.", "QUYẾT ĐỊNH:", TEXT],
    "decision@1.3": ["QUYẾT ĐỊNH", "Sắp xếp", "QUYẾT ĐỊNH:", TEXT, "Nơi nhận:", "QUY CHẾ",
                     "Làm việc của phường", "Điều 1. Phạm vi"],
    "notice": ["THÔNG BÁO", "Sắp xếp", TEXT],
    "letter": ["V/v Sắp xếp", "Kính gửi:", "- Trạm Y tế;", "- Trường Mầm non.", f"{TEXT}./.",
               "Như trên"],
    "telegram": ["HOẢ TỐC", "CÔNG ĐIỆN", "Sắp xếp", "điện:", "- Công an phường;", TEXT],
    "invitation": ["GIẤY MỜI", "Sắp xếp", "trân trọng kính mời: Ông Trần Văn Ổn",
                   "Tới dự hội nghị giao ban", "Chủ trì: Bà Lê Thị Hà", "Thời gian: 8 giờ 00",
                   "Địa điểm: Hội trường", TEXT],
    "introduction": ["GIẤY GIỚI THIỆU", "trân trọng giới thiệu:", "Ông (bà): Nguyễn Văn A",
                     "Chức vụ: Công chức", "Được cử đến: Sở Tư pháp", "Về việc: Sắp xếp",
                     "đến hết ngày 31/12/2026./."],
    "minutes": ["BIÊN BẢN", "Sắp xếp", "Thời gian bắt đầu: 8 giờ 00", "Địa điểm: Hội trường",
                "Ông B", "Bà C", "Chủ trì (chủ tọa): Bà Lê Thị Hà", "Phan Thị Thư", TEXT,
                "kết thúc vào 10 giờ 30, ngày 05/12/2026./.", "THƯ KÝ", "Phan Thị Thư", "CHỦ TỌA",
                "Nơi nhận:", "Lưu: VT, Hồ sơ."],
    "leave": ["GIẤY NGHỈ PHÉP", "nghỉ phép ngày 01/12/2026 của ông (bà) Nguyễn Văn A",
              "cấp cho:", "05 ngày kể từ ngày 07/12/2026 đến hết ngày 11/12/2026.",
              "tính vào thời gian nghỉ hằng năm./.", "- Ông (bà) Nguyễn Văn A;",
              "Xác nhận của cơ quan"],
}  # fmt: skip


def paper_of(code: str, **more: Any) -> FreePaper:
    said: dict[str, Any] = {"abstract": "Sắp xếp", "body": TEXT, "collective": True}
    said |= SAID[code] | more
    return FreePaper(kind=code, **said)


def html_of(document: IssuedDocument) -> str:
    return render_to_string(LAYOUT, press.document_context(document))


@pytest.mark.parametrize("code", SAID)
def test_paper_says_what_its_layout_asks_in_its_order(
    office: Office, own_store: Path, code: str
) -> None:
    document = drafting.draft_free(office.unit, paper=paper_of(code), actor=office.clerk)
    html = html_of(document)
    words = " ".join(unescape(re.sub(r"<(?:style|title).*?</|<[^>]*>", " ", html)).split())
    at = 0
    for expected in WORDS[code]:
        found = words.find(expected, at)
        assert found >= 0, (expected, words[at:])
        at = found + len(expected)
    is_dated = code != "minutes"
    assert ('data-field="date"' in html) == is_dated
    assert document.collective == is_dated
    assert document.template_version.legal_basis == "30/2020/NĐ-CP"
    kept = drafts.kept_paper(document)
    drafting.redraft_free(document, paper=paper_of(code), actor=office.clerk)
    document.refresh_from_db()
    assert drafts.kept_paper(document) == kept


@pytest.mark.django_db
def test_every_layout_of_the_annex_is_offered_and_what_has_none_waits_to_be_confirmed() -> None:
    offered = drafts.kinds_offered()
    assert sorted({one.layout.number for one in offered}) == sorted(
        [f"1.{number}" for number in range(1, 11)]
    )
    titles = {one.code: one.title for one in offered}
    assert titles["decision"] == "Quyết định quy định trực tiếp"
    assert titles["decision@1.3"] == "Quyết định ban hành, phê duyệt văn bản kèm theo"
    assert titles["resolution"] == "Nghị quyết (cá biệt)"
    waiting = {one.code for one in offered if one.kind.to_be_confirmed}
    assert waiting == {"contract", "memorandum", "agreement", "official_note"}


@pytest.mark.parametrize(
    ("code", "more", "wrong"),
    [
        ("telegram", {"to": ()}, {"to"}),
        ("notice", {"urgency": "mat"}, {"urgency"}),
        ("notice", {"circulation": "mat"}, {"circulation"}),
        ("invitation", {"details": {}}, {"occasion", "starts", "venue"}),
        ("leave", {"details": SAID["leave"]["details"] | {"last_day": "06/12/2026"}}, {"last_day"}),
        ("leave", {"details": SAID["leave"]["details"] | {"first_day": "31/02/2026"}},
         {"first_day"}),
        ("decision@1.3", {"details": {"attached_body": "x" * 200_001}}, {"attached_body"}),
        ("minutes", {"details": MEETING}, {"attendees", "secretary", "ends"}),
    ],
)  # fmt: skip
def test_what_a_layout_cannot_do_without_is_asked_for(
    office: Office, own_store: Path, code: str, more: dict[str, Any], wrong: set[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        drafting.draft_free(office.unit, paper=paper_of(code, **more), actor=office.clerk)
    assert set(refused.value.fields) == wrong
    assert not IssuedDocument.objects.exists()


def test_text_issued_with_a_decision_names_it_once_it_has_a_number(
    office: Office, own_store: Path, tmp_path: Path
) -> None:
    paper = paper_of("decision@1.3")
    document = drafting.draft_free(office.unit, paper=paper, actor=office.clerk)
    document.number_text, document.dated_on = "07/QĐ-UBND", date(2026, 2, 5)
    drawing = render_pdf(html_of(document), assets=press.assets())
    filled = fill_fields(drawing.pdf, press.seal_values(document), press.assets())
    words = " ".join(text_of(filled, tmp_path).split())
    told = "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026 của UBND phường Đồng Hới)"
    assert drawing.pages == 2
    assert words.index("QUY CHẾ") < words.index(told) < words.index("Điều 1. Phạm vi")


def test_group_of_recipients_is_written_out_and_follows_the_name_of_its_unit(
    office: Office, own_store: Path
) -> None:
    other = UnitVersion.objects.get(unit_id=office.stranger.unit_id or 0)
    named = [other.name.upper(), "Hội Phụ nữ", "Hội Phụ nữ"]
    group = grouping.make_group(office.unit, title="Thường gửi", names=named, actor=office.clerk)
    assert drafts.names_in(group) == [other.name, "Hội Phụ nữ"]
    with pytest.raises(InvalidInput) as twice:
        grouping.make_group(office.unit, title=" Thường gửi", names=[], actor=office.clerk)
    assert set(twice.value.fields) == {"title", "names"}
    asked = paper_of("notice", others=("nhóm: thường gửi", "Trạm Y tế"))
    document = drafting.draft_free(office.unit, paper=asked, actor=office.clerk)
    assert drafts.kept_paper(document)["others"] == [other.name, "Hội Phụ nữ", "Trạm Y tế"]
    sent = {one.name: (one.unit_id, one.means) for one in document.recipients.all()}
    assert sent[other.name] == (other.unit_id, "system")
    assert drafts.written_to(document.agency_id) == ["Trạm Y tế", "Hội Phụ nữ"]
    with pytest.raises((NotAllowed, OutOfScope)):
        grouping.drop_group(group, actor=office.stranger)
    changed = grouping.change_group(group, title="Khác", names=["Trạm Y tế"], actor=office.clerk)
    assert (changed.title, drafts.names_in(changed)) == ("Khác", ["Trạm Y tế"])
    grouping.drop_group(changed, actor=office.clerk)
    assert drafts.groups_of(document.agency_id) == []
    assert document.recipients.count() == 3
