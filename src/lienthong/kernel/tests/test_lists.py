# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What of an address is kept for a list."""

from __future__ import annotations

from lienthong.kernel.lists import ListSpec
from lienthong.kernel.permissions import OFFICER_DESK

SPEC = ListSpec(
    code="x.list",
    title="Danh sách",
    url_name="officer:inbox",
    permission=OFFICER_DESK,
    keys=("xem", "buoc"),
    columns=(("ma", "Mã"), ("nguoi", "Người")),
    orders=(("gap", "Gấp"), ("moi", "Mới")),
)


def test_only_what_the_list_knows_is_kept() -> None:
    data = {"xem": "tre", "buoc": "", "sau": "1|2", "cot": "nguoi,la", "sap": "la", "_key": "x"}

    assert SPEC.kept(data) == {"xem": "tre", "cot": "nguoi", "sap": "gap"}
    assert SPEC.kept({"xem": "x" * 500})["xem"] == "x" * 100
    assert SPEC.kept({}) == {}


def test_columns_and_order_fall_back_to_the_usual() -> None:
    assert SPEC.shown({}) == ["ma", "nguoi"]
    assert SPEC.hidden({}) == frozenset()
    assert SPEC.hidden({"cot": "ma"}) == {"nguoi"}
    assert SPEC.order({}) == "gap"
    assert SPEC.order({"sap": "moi"}) == "moi"


def test_address_says_everything_in_one_order() -> None:
    assert SPEC.query({"xem": "tre", "sap": "moi"}, view=7) == "?sap=moi&xem=tre&cx=7"
