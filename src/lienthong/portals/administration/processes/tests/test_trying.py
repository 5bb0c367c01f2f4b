# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screen that tries a path asks for, in words."""

from __future__ import annotations

from typing import Any

import pytest

from lienthong.core.process.api import Table, read_table
from lienthong.portals.administration.processes.conditions import Question
from lienthong.portals.administration.processes.slots import called_of, questions_for
from lienthong.portals.administration.processes.views.simulate import Asked, asked_names

DATA = {
    "channel": {"type": "text", "default": "desk"},
    "refusal": {"type": "flag"},
    "fee": {"type": "number", "default": 3},
}


def table_text() -> dict[str, Any]:
    step: dict[str, Any] = {"node": "a", "title": "A", "role": "r", "of": "competent"}
    step |= {"outcomes": [{"code": "done", "title": "Xong", "to": "end"}]}
    head = {"format": 1, "code": "thu", "title": "Thử", "legal_basis": ["61/2018/NĐ-CP, Điều 17"]}
    return {**head, "data": DATA, "start": "a", "steps": [step]}


def table() -> Table:
    return read_table(table_text())


def names(asked: dict[str, str]) -> list[Asked]:
    return list(asked_names(table(), asked, called_of(questions_for("thu", {"data": DATA}))))


@pytest.mark.django_db
def test_known_names_are_asked_in_words_and_own_ones_by_their_name() -> None:
    channel, refusal, fee = names({"v-channel": "online", "v-refusal": "1"})

    assert (channel.title, channel.value) == ("Cách nộp", "online")
    assert [str(words) for _code, words in channel.choices] == [
        "trực tuyến",
        "trực tiếp",
        "bưu chính công ích",
    ]
    assert (refusal.title, refusal.is_flag, refusal.value) == ("Đề nghị từ chối", True, "1")
    assert (fee.name, fee.title, fee.value, fee.choices) == ("fee", "", "3", ())


@pytest.mark.django_db
def test_a_text_that_is_none_of_the_known_is_kept_as_typed() -> None:
    channel, *_others = names({"v-channel": "fax"})

    assert (channel.value, channel.choices) == ("fax", ())


def test_question_of_a_form_is_asked_by_its_words_and_may_be_unanswered() -> None:
    ways: list[dict[str, Any]] = [{"value": "low", "label": "Nhà thấp"}]
    house: Question = {"key": "house", "kind": "choice", "label": "Nhà nào", "options": ways}
    read = read_table({**table_text(), "data": {"house": {"type": "text"}}})

    (asked,) = asked_names(read, {}, called_of({"house": house}))

    assert (asked.title, asked.value, asked.is_question) == ("Nhà nào", "", True)
    assert asked.choices == (("", "Chưa trả lời"), ("low", "Nhà thấp"))
