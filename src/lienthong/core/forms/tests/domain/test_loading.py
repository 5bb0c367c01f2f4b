# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Callable
from typing import Any

import pytest

from lienthong.core.forms.adapters.reference_data import semantic_keys
from lienthong.core.forms.domain.loading import DefinitionError, load_form
from lienthong.core.forms.tests.samples import sample_content, sample_form

Change = Callable[[dict[str, Any]], Any]


def field_of(content: dict[str, Any], key: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        q for page in content["pages"] for q in page["fields"] if q["key"] == key
    ]
    return found[0]


def problems_after(change: Change) -> tuple[str, ...]:
    content = sample_content()
    change(content)
    with pytest.raises(DefinitionError) as refused:
        load_form(content, semantic_keys=semantic_keys())
    return refused.value.problems


def test_load_form_of_the_sample_keeps_order_and_meaning() -> None:
    spec = sample_form()
    assert [page.key for page in spec.pages] == [
        *("submitter", "child", "mother", "more", "fees", "siblings", "papers")
    ]
    assert spec.field("mother_name").prefill[0].semantic == "person.full_name"
    assert spec.field("child_name").prefill[0].semantic == "child.full_name"
    assert spec.page_of("sibling_died").key == "siblings"
    assert spec.field("contact_phone").asking == "Hãy nhập số điện thoại."


CASES: list[tuple[str, Change, str]] = [
    ("attribute", lambda c: c.update(colour="red"), "form: Không có thuộc tính colour."),
    ("kind", lambda c: field_of(c, "paid").update(kind="colour"),
     "trang 5 “Lệ phí”, câu 1 “Số tiền đã nộp”: Không có loại câu hỏi colour."),
    ("basis", lambda c: c.update(legal_basis=[]), "form: Cần căn cứ pháp lý."),
    ("dates", lambda c: c.update(valid_to="2026-01-01"),
     "form: Ngày hết hiệu lực phải sau ngày bắt đầu."),
    ("key", lambda c: field_of(c, "paid").update(key="Paid"),
     "Paid: Khóa của câu hỏi viết bằng chữ thường không dấu, chữ số, nối bằng dấu _."),
    ("twice", lambda c: field_of(c, "paid").update(key="code"),
     "code: Khóa của câu hỏi dùng hai lần."),
    ("part", lambda c: field_of(c, "paid").update(key="residence_detail"),
     "residence_detail: Khóa này trùng tên một phần của câu hỏi khác."),
    ("inner", lambda c: field_of(c, "paid").update(key="sibling_name"),
     "sibling_name: Khóa của câu hỏi dùng hai lần."),
    ("five", lambda c: c["pages"][3]["fields"].append({"key": "x", "kind": "text", "label": "X"}),
     "more: Một trang có từ 1 đến 4 câu hỏi."),
    ("later", lambda c: field_of(c, "relation_text").update(show_if={"empty": {"field": "paid"}}),
     "relation_text: Điều kiện hiện – “Số tiền đã nộp” chưa trả lời: câu “Số tiền đã nộp” "
     "phải đứng trước thì mới nhìn vào được."),
    ("words", lambda c: field_of(c, "relation_text").pop("show_if_text"),
     "relation_text: Điều kiện hiện nhìn câu hỏi cùng trang nên cần câu nói rõ "
     "cho người không dùng JavaScript."),
    ("operator", lambda c: field_of(c, "copies").update(required={"plus": []}),
     "copies: Điều kiện bắt buộc: Không có phép toán plus."),
    ("meaning", lambda c: field_of(c, "paid").update(semantic="cat.name"),
     "paid: Không có nghĩa cat.name."),
    ("constraint", lambda c: field_of(c, "paid").update(constraints={"min_length": 3}),
     "paid: Không có giới hạn min_length cho loại câu hỏi này."),
    ("options", lambda c: field_of(c, "ethnicity").pop("options_from"),
     "ethnicity: Câu chọn cần danh sách lựa chọn của nó, hoặc một danh mục có sẵn."),
    ("files", lambda c: c["pages"][6]["fields"].append({"key": "x", "kind": "text", "label": "X"}),
     "papers: Chỗ gửi tệp đứng ở trang riêng."),
    ("repeat", lambda c: c["pages"][5]["fields"].append({"key": "x", "kind": "text", "label": "X"}),
     "siblings: Bảng nhiều dòng đứng một mình trên trang."),
    ("long", lambda c: field_of(c, "code")["constraints"].update(max_length=30000),
     "code: Độ dài nhiều nhất là 20000 ký tự."),
    ("pattern", lambda c: field_of(c, "code")["constraints"].pop("pattern_message"),
     "code: Cách viết bắt buộc cần câu báo khi viết sai."),
    ("note", lambda c: field_of(c, "code").update(to_be_confirmed=True),
     "code: Chỗ chờ xác nhận cần ghi chú vì sao."),
    ("message", lambda c: field_of(c, "code").update(messages={"odd": "x"}),
     "code: Không có câu báo odd."),
    ("person", lambda c: field_of(c, "mother_id").update(constraints={"sex": "nobody"}),
     "mother_id: date_of_birth và sex là khóa của câu hỏi."),
    ("check", lambda c: field_of(c, "code").update(checks=[{"message": "x"}]),
     "trang 5 “Lệ phí”, câu 3 “Số giấy chứng sinh”, phép kiểm tra 1: "
     "Phép kiểm tra cần điều kiện và mức báo đúng."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "problem"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_load_form_of_a_wrong_definition_names_the_problem(change: Change, problem: str) -> None:
    assert problem in problems_after(change)


def test_load_form_collects_every_problem() -> None:
    def change(content: dict[str, Any]) -> None:
        field_of(content, "paid").update(width="huge")
        field_of(content, "code").update(show_if={"field": "nowhere"})

    assert problems_after(change) == (
        "paid: Không có độ rộng huge.",
        "code: Điều kiện hiện – “câu hỏi đã bỏ”: không có câu hỏi nào mang khóa “nowhere”.",
    )


@pytest.mark.parametrize(
    "data", [None, [], "text", {}, {"pages": [None]}, {"pages": [{"fields": [1]}]}]
)
def test_load_form_of_anything_else_is_refused(data: Any) -> None:
    with pytest.raises(DefinitionError):
        load_form(data)
