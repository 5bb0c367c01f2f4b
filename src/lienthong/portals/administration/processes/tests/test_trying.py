# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screen that tries a path asks for, in words."""

from __future__ import annotations

from typing import Any

from lienthong.core.process.api import Table, read_table
from lienthong.portals.administration.processes.views.simulate import asked_names

DATA = {
    "channel": {"type": "text", "default": "desk"},
    "refusal": {"type": "flag"},
    "fee": {"type": "number", "default": 3},
}


def table() -> Table:
    step: dict[str, Any] = {"node": "a", "title": "A", "role": "r", "of": "competent"}
    step |= {"outcomes": [{"code": "done", "title": "Xong", "to": "end"}]}
    head = {"format": 1, "code": "thu", "title": "Thử", "legal_basis": ["61/2018/NĐ-CP, Điều 17"]}
    return read_table({**head, "data": DATA, "start": "a", "steps": [step]})


def test_known_names_are_asked_in_words_and_own_ones_by_their_name() -> None:
    channel, refusal, fee = asked_names(table(), {"v-channel": "online", "v-refusal": "1"})

    assert (channel.title, channel.value) == ("Cách nộp", "online")
    assert [str(words) for _code, words in channel.choices] == [
        "trực tuyến",
        "trực tiếp",
        "bưu chính công ích",
    ]
    assert (refusal.title, refusal.is_flag, refusal.value) == ("Đề nghị từ chối", True, "1")
    assert (fee.name, fee.title, fee.value, fee.choices) == ("fee", "", "3", ())


def test_a_text_that_is_none_of_the_known_is_kept_as_typed() -> None:
    channel, *_others = asked_names(table(), {"v-channel": "fax"})

    assert (channel.value, channel.choices) == ("fax", ())
