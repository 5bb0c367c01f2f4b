# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Broken, hostile and huge files: each refused by name before anything is built."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.forms.domain.importing import LONGEST, read_file, write_file
from lienthong.core.forms.domain.loading import DefinitionError
from lienthong.core.forms.tests.samples import TEXT, sample_content

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
CASES = [
    ("anchors", BOMB, "file: Tệp YAML không được dùng neo (&, *)."),
    ("twice", "code: a\ncode: b\n", "file: Tên code đứng hai lần ở dòng 1."),
    ("twice in JSON", '{"a": 1, "a": 2}', "file: Tên a đứng hai lần."),
    ("broken YAML", "pages: [\n  - {", "file: Không đọc được tệp ở dòng 2."),
    ("broken JSON", '{"pages": [\n1,]}', "file: Không đọc được tệp ở dòng 2."),
    ("tag", "!!python/object/apply:os.system ['true']", "file: Không đọc được tệp ở dòng 1."),
    ("list", "- 1\n- 2\n", "file: Tệp không chứa một biểu mẫu."),
    ("empty", "", "file: Tệp không chứa một biểu mẫu."),
    ("long", "x" * (LONGEST + 1), f"file: Tệp dài quá {LONGEST} ký tự."),
    ("many", "a: [" + "1," * 45_000 + "1]", "file: Tệp có quá nhiều phần, tối đa 40000."),
    ("deep JSON", '{"a":' + "[" * 5_000 + "]" * 5_000 + "}", "Tệp lồng quá sâu"),
    ("deep YAML", "a: " + "[" * 3_000 + "]" * 3_000, "Tệp lồng quá sâu"),
    ("nested", "a: " + "[" * 70 + "1" + "]" * 70, "Tệp lồng quá sâu: tối đa 60 lớp."),
    ("number", "a: {b: .nan}", "file.a.b: Giá trị ở đây không dùng được."),
    ("bytes", "a: !!binary aGVsbG8=", "file.a: Giá trị ở đây không dùng được."),
    ("name", "a: {1: x}", "file.a: Tên 1 phải là chữ."),
]


@pytest.mark.parametrize(("text", "told"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_read_file_of_a_wrong_file_names_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_file(text)
    assert told in refused.value.problems[0]


def test_read_file_takes_yaml_and_json_alike() -> None:
    content = read_file(TEXT)
    assert content["valid_from"] == "2026-07-01"
    assert read_file(json.dumps(content)) == content


def test_write_file_is_read_back_as_it_was() -> None:
    content = read_file(json.dumps(sample_content(), default=str))
    assert read_file(write_file(content)) == content


@given(st.text(max_size=200))
def test_read_file_of_any_text_gives_data_or_a_named_refusal(text: str) -> None:
    found: Any = {}
    told: tuple[str, ...] = ()
    try:
        found = read_file(text)
    except DefinitionError as refused:
        told = refused.problems
    assert isinstance(found, dict)
    assert all(": " in problem for problem in told)
