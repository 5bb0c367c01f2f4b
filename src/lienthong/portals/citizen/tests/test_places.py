# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Suggestions of communes and wards."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client

from lienthong.testing.world import make_world


@pytest.mark.parametrize("typed", ["Đồng Hới", "dong hoi", "Phường Đồng H", "  ĐỒNG   HỚI "])
def test_names_are_found_without_marks_and_by_their_beginning(db: None, typed: str) -> None:
    response = Client().get("/dia-danh/", {"q": typed})
    assert "Phường Đồng Hới, Tỉnh Quảng Trị" in response.json()["places"]
    assert response["X-Lienthong-Page"] == "q"


@pytest.mark.parametrize("typed", ["", "đ", "%", "khong co noi nay"])
def test_nothing_is_suggested_for_too_little(db: None, typed: str) -> None:
    assert Client().get("/dia-danh/", {"q": typed}).json() == {"places": []}


def test_at_most_eight(db: None) -> None:
    assert len(Client().get("/dia-danh/", {"q": "tân"}).json()["places"]) == 8


def test_own_communes_come_first(db: None) -> None:
    caches["process"].clear()
    make_world()
    places = Client().get("/dia-danh/", {"q": "đông"}).json()["places"]
    assert places[:2] == ["Phường Đồng Hới, Tỉnh Quảng Trị", "Phường Đông Hà, Tỉnh Quảng Trị"]
    assert not any(place.endswith("Quảng Trị") for place in places[2:])
