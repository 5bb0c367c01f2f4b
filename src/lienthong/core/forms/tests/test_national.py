# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, datetime

import pytest
from allauth.socialaccount.models import SocialAccount

from lienthong.core.accounts.api import Account
from lienthong.core.forms.adapters.national import ROLES, VerifiedPerson, find_commune, place_of
from lienthong.core.forms.adapters.reference_data import semantic_keys
from lienthong.kernel.actor import Actor

CLAIMS = {
    "sub": "v-1",
    "name": "Trần Thị Mỹ Duyên",
    "personal_id": "045196001234",
    "birthdate": "1996-05-12",
    "gender": "female",
    "phone_number": "+84 912 345 678",
    "address": {"formatted": "12 Trần Phú, Tổ dân phố 6, Phường Đồng Hới, Tỉnh Quảng Trị"},
    "identity_level": 2,
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
}


@pytest.fixture
def known(duyen: Actor) -> Actor:
    account = Account.objects.get(username=duyen.name)
    account.last_login = datetime(2026, 11, 20, 3, 14, tzinfo=UTC)
    account.save()
    SocialAccount.objects.create(
        user=account, provider="vneid", uid="v-1", extra_data={"userinfo": CLAIMS}
    )
    return duyen


def test_verified_person_offers_what_vneid_told_with_time_and_consent(known: Actor) -> None:
    offers = VerifiedPerson().offers(known, semantic_keys(), {})
    assert {key: offer.value for key, offer in offers.items() if key.startswith("person.")} == {
        "person.full_name": "Trần Thị Mỹ Duyên",
        "person.personal_id": "045196001234",
        "person.date_of_birth": "1996-05-12",
        "person.sex": "female",
        "person.phone": "+84912345678",
        "person.residence": {
            "division": "18880",
            "division_text": "Phường Đồng Hới, Tỉnh Quảng Trị",
            "detail": "12 Trần Phú, Tổ dân phố 6",
        },
        "person.ethnicity": "01",
        "person.nationality": "VN",
    }
    assert offers["contact.phone"].consent == (
        "Đồng ý chia sẻ khi đăng nhập VNeID lúc 10:14 ngày 20/11/2026"
    )
    assert offers["submitter.full_name"].title == "Cơ sở dữ liệu dân cư"
    not_told = {f"{role}.{what}" for role in ROLES for what in ("legacy_id", "email")}
    assert set(VerifiedPerson().fills(semantic_keys())) == set(offers) | not_told


def test_verified_person_offers_only_what_is_wanted(known: Actor) -> None:
    assert list(VerifiedPerson().offers(known, frozenset({"person.sex"}), {})) == ["person.sex"]


def test_verified_person_without_vneid_offers_nothing(duyen: Actor) -> None:
    assert VerifiedPerson().offers(duyen, semantic_keys(), {}) == {}
    assert VerifiedPerson().offers(Actor.anonymous(), semantic_keys(), {}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "18880",
        "Phường Đồng Hới, Tỉnh Quảng Trị",
        "phuong dong hoi, quang tri",
        "Đồng Hới, Quảng Trị",
    ],
)
def test_find_commune_understands_what_people_write(text: str) -> None:
    found = find_commune(text)
    assert found is not None
    assert (found.code, found.text) == ("18880", "Phường Đồng Hới, Tỉnh Quảng Trị")


@pytest.mark.parametrize("text", ["44", "Tỉnh Quảng Trị", "Quảng Trị", "", ",", "Xã Mơ, Quảng Trị"])
def test_find_commune_refuses_a_province_and_the_unknown(text: str) -> None:
    assert find_commune(text) is None


@pytest.mark.parametrize("text", ["", "Phường Đồng Hới", "Đâu đó, Xã Không Có, Tỉnh Quảng Trị"])
def test_place_of_an_unknown_place_is_nothing(text: str) -> None:
    assert place_of(text) is None
