# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading mappings: strict about keys, types and names; the written form reads back."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given

from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import Kind, Of, Step, all_steps, scopes
from lienthong.core.process.domain.writing import dump_table
from lienthong.core.process.tests.tables import (
    end,
    everything,
    examples,
    random_tables,
    source,
    task,
)


def _codes(mapping: Any) -> list[str]:
    with pytest.raises(TableError) as refused:
        read_table(mapping)
    return sorted({problem.code for problem in refused.value.problems})


def test_read_table_gives_typed_rows() -> None:
    table = read_table(everything())

    ask = next(step for step in all_steps(table) if step.node == "ask")
    assert (ask.kind, ask.of, ask.each) == (Kind.TASK, Of.EACH, "units")
    assert [scope.name for scope in scopes(table)] == [
        "example",
        "both.1",
        "both.2",
        "first.1",
        "first.2",
        "verify",
        "some.1",
        "some.2",
    ]


@examples(60)
@given(random_tables())
def test_written_table_reads_back(mapping: dict[str, Any]) -> None:
    table = read_table(mapping)

    assert read_table(dump_table(table)) == table


def test_titles_are_composed() -> None:
    mapping = source([task("a", ok="finished"), end()])
    mapping["title"] = unicodedata.normalize("NFD", "Đăng ký khai sinh")

    assert read_table(mapping).title == "Đăng ký khai sinh"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"format": 2}, ["unknown_format"]),
        ({"legal_basis": []}, ["missing"]),
        ({"legal_basis": [1]}, ["missing", "wrong_type"]),
        ({"code": "Bad Code"}, ["bad_name"]),
        ({"extra": 1}, ["unknown_key"]),
        ({"steps": []}, ["no_steps"]),
        ({"steps": "a"}, ["no_steps", "wrong_type"]),
        ({"steps": ["a"]}, ["missing", "not_a_table"]),
        ({"data": {"X": {"type": "flag"}}}, ["bad_name"]),
        ({"data": {"x": {"type": "flag", "default": 1}}}, ["default_type"]),
        ({"data": {"x": {"type": "date"}}}, ["bad_value"]),
        ({"to_be_confirmed": "yes"}, ["wrong_type"]),
    ],
)
def test_wrong_header_is_refused(change: dict[str, Any], codes: list[str]) -> None:
    assert _codes(source([task("a", ok="finished"), end()]) | change) == codes


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"colour": "red"}, ["unknown_key"]),
        ({"message": "paid"}, ["not_for_kind"]),
        ({"kind": "script"}, ["bad_value"]),
        ({"title": None}, ["missing"]),
        ({"node": "Ô"}, ["bad_name"]),
        ({"limit": {"amount": 0, "unit": "hour"}}, ["wrong_type"]),
        ({"limit": {"amount": True, "unit": "hour"}}, ["wrong_type"]),
        ({"limit": {"amount": 1}}, ["missing"]),
        ({"marks": {"state": 1}}, ["wrong_type"]),
        ({"of": "nobody"}, ["bad_value"]),
    ],
)
def test_wrong_step_is_refused(change: dict[str, Any], codes: list[str]) -> None:
    assert _codes(source([task("a", ok="finished") | change, end()], start="a")) == codes


def test_table_must_be_a_mapping() -> None:
    assert "not_a_table" in _codes(["a"])


def test_skipped_step_needs_one_direction() -> None:
    step = read_table(source([task("a", ok="finished", no="finished"), end()])).steps[0]

    assert step.skipped_to() == "finished"
    assert Step("a", "A").skipped_to() == ""
