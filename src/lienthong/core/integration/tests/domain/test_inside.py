# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages are shown by their shape; people's data are not."""

from lienthong.core.integration.domain.inside import Part, parts_of


def test_parts_show_keys_and_hide_people() -> None:
    payload = {
        "id": "SMS1",
        "to": "0912345678",
        "text": "Mã của bạn là 123456",
        "item": {"code": "VN1", "names": ["An", "Bình"]},
        "state": None,
        "number": 7,
    }

    assert parts_of(payload) == [
        Part("id", value="SMS1"),
        Part("to", hidden=10),
        Part("text", hidden=20),
        Part("item.code", value="VN1"),
        Part("item.names[1]", hidden=2),
        Part("item.names[2]", hidden=4),
        Part("state"),
        Part("number", value="7"),
    ]
    assert parts_of({"code": "x" * 61}) == [Part("code", hidden=61)]
