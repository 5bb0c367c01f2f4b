# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Expressions and patterns that must not stand in a form are refused by name."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from lienthong.core.forms.domain.expressions import problems_in
from lienthong.core.forms.domain.loading import DefinitionError, load_form
from lienthong.core.forms.domain.patterns import pattern_problems
from lienthong.core.forms.domain.wording import in_words
from lienthong.core.forms.tests.samples import sample_content


def nested(depth: int) -> Any:
    tree: Any = True
    for _layer in range(depth):
        tree = {"not": tree}
    return tree


WRONG = [
    ("deep", nested(40), "Biểu thức lồng quá sâu: tối đa 20 lớp."),
    ("endless", nested(100_000), "Biểu thức quá dài: tối đa 300 phần."),
    ("wide", {"add": [1] * 400}, "Biểu thức quá dài: tối đa 300 phần."),
    ("operator", {"eval": "1"}, "Không có phép toán eval."),
    ("two", {"eq": [1, 1], "ne": [1, 1]}, "Mỗi đối tượng có đúng một phép toán."),
    ("number", {"add": [1e15, 1]}, "Có số quá lớn, tối đa 15 chữ số."),
    ("value", {"not": b"x"}, "bytes không phải giá trị dùng được."),
    ("path", {"field": "__import__('os')"}, "Phép “field” cần khóa của một câu hỏi."),
    ("attribute", {"field": "a.b.c"}, "Phép “field” cần khóa của một câu hỏi."),
    ("move", {"today": {"years": 10**9}}, "Khoảng dời đếm trọn năm, tháng, ngày."),
]


@pytest.mark.parametrize(("tree", "told"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_problems_in_names_what_is_wrong(tree: Any, told: str) -> None:
    assert problems_in(tree) == [told]


LOOPS = [
    ("itself", "total", {"add": [{"field": "total"}, 1]}, "Phép tính – (“Tổng” + 1): câu này nhìn"),
    ("later", "total", {"field": "copies"}, "phải đứng trước thì mới nhìn vào được."),
    ("outside", "total", {"field": "settings"}, "không có câu hỏi nào mang khóa “settings”."),
    ("part", "total", {"field": "residence.password"}, "” không có phần “password”."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "tree", "told"), [x[1:] for x in LOOPS], ids=[x[0] for x in LOOPS])
def test_load_form_refuses_calculations_in_circles(key: str, tree: Any, told: str) -> None:
    content = sample_content()
    computed = {"key": key, "kind": "computed", "label": "Tổng", "value": tree}
    content["pages"][3]["fields"].insert(1, computed)
    with pytest.raises(DefinitionError) as refused:
        load_form(content)
    (problem,) = refused.value.problems
    assert problem.startswith(f"{key}: ")
    assert told in problem


SLOW = ["(a+)+", "(a|aa)+", "(a*)*b", r"(\w+)\1", "a*a*a*a*a*b", "(?:a?){50}a{50}", "x" * 201, "("]


@pytest.mark.parametrize("pattern", SLOW)
def test_pattern_problems_refuses_what_could_keep_a_server_busy(pattern: str) -> None:
    assert list(pattern_problems(pattern)) != []


@pytest.mark.parametrize(
    "pattern", ["[0-9]{3}/[0-9]{4}", r"[A-Z]{2}\d{6,8}", r"(?!.*công\s*ty).*\w.*", "(a|b)c?"]
)
def test_pattern_problems_lets_usual_patterns_pass_and_they_are_fast(pattern: str) -> None:
    assert list(pattern_problems(pattern)) == []
    before = time.process_time()
    re.fullmatch(pattern, "a" * 200)
    assert time.process_time() - before < 0.5


def test_in_words_names_questions_and_answers() -> None:
    questions = {q["key"]: q for page in sample_content()["pages"] for q in page["fields"]}
    assert in_words({"eq": [{"field": "relation"}, "mother"]}, questions) == (
        "“Bạn là gì của con” là “Mẹ”"
    )
    born = {"shift": [{"field": "child_born"}, {"months": 2, "days": -1}]}
    assert in_words({"lt": [born, {"today": {}}]}, questions) == (
        "“Ngày sinh” cộng 2 tháng trừ 1 ngày trước hôm nay"
    )
    fee = {"if": [{"field": "married"}, {"mul": [{"field": "weight"}, 1.5]}, 0]}
    assert in_words(fee, questions) == (
        "nếu “Cha mẹ có đăng ký kết hôn không” thì (“Cân nặng” × 1,5), không thì 0"
    )
    both = {"and": [{"not": {"empty": {"field": "weight"}}}, {"or": [True, False]}]}
    assert in_words(both, questions) == ("không đúng là “Cân nặng” chưa trả lời và (Có hoặc Không)")
