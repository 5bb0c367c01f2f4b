# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small form of two pages, as data."""

from typing import Any

CODE = "dang_ky_thu"


def content(**changes: Any) -> dict[str, Any]:
    """The definition, fresh for changing."""
    return {
        "code": CODE,
        "title": "Đăng ký thử",
        "version": 1,
        "valid_from": "2026-07-01",
        "legal_basis": ["61/2018/NĐ-CP, Điều 17"],
        "pages": [
            {
                "key": "you",
                "title": "Bạn là ai",
                "fields": [
                    {"key": "full_name", "kind": "person_name", "label": "Họ tên"},
                    {"key": "married", "kind": "yes_no", "label": "Đã kết hôn"},
                ],
            },
            {
                "key": "home",
                "title": "Nơi ở",
                "fields": [
                    {"key": "rooms", "kind": "number", "label": "Số phòng"},
                    {
                        "key": "spouse",
                        "kind": "person_name",
                        "label": "Họ tên vợ hoặc chồng",
                        "show_if": {"eq": [{"field": "married"}, True]},
                    },
                ],
            },
        ],
        **changes,
    }
