# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Names that the editor gave are told at their element; names that people use are not."""

from __future__ import annotations

import pytest

from lienthong.core.forms.domain.loading import DefinitionError
from lienthong.core.forms.domain.unnamed import load_named

FORM = {
    "code": "sample",
    "title": "Mẫu",
    "version": 1,
    "valid_from": "2026-07-01",
    "pages": [
        {
            "key": "page_1",
            "title": "Trang đầu",
            "fields": [
                {"key": "name", "kind": "person_name", "label": "Họ tên"},
                {
                    "key": "pick",
                    "kind": "choice",
                    "label": "Chọn một",
                    "options": [
                        {"value": "1", "label": "Lựa chọn 1"},
                        {"value": "2", "label": "Lựa chọn khác"},
                    ],
                },
            ],
        },
        {
            "key": "page_2",
            "title": "Nhà ở",
            "fields": [
                {
                    "key": "rooms",
                    "kind": "repeat",
                    "label": "Các phòng",
                    "fields": [{"key": "use", "kind": "text", "label": "Cột 1"}],
                }
            ],
        },
    ],
}


def test_every_name_of_the_editor_is_told_at_its_element() -> None:
    with pytest.raises(DefinitionError) as told:
        load_named(FORM, semantic_keys=())

    assert told.value.by_place() == {
        "form": ["Cần căn cứ pháp lý."],
        "page_1": ["Trang còn mang tên đặt sẵn “Trang đầu”. Hãy đặt tên."],
        "pick": [
            "Câu hỏi còn mang tên đặt sẵn “Chọn một”. Hãy đặt tên.",
            "Câu trả lời còn mang tên đặt sẵn “Lựa chọn 1”. Hãy đặt tên.",
        ],
        "use": ["Câu hỏi còn mang tên đặt sẵn “Cột 1”. Hãy đặt tên."],
    }
