# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.accounts.domain.claims import InvalidClaimsError, read_claims

GOOD: dict[str, Any] = {
    "sub": "a" * 32,
    "name": "Lý  Thị Ẵm",
    "personal_id": "044195990074",
    "birthdate": "1995-12-05",
    "gender": "female",
    "phone_number": "0900 002 000",
    "address": {"formatted": "12 đường Quang Trung,  Phường Đồng Hới"},
    "identity_level": 2,
    "ethnicity": "Kinh",
}


def test_read_claims_normalises_names_phones_and_addresses() -> None:
    claims = read_claims(GOOD | {"name": "Ly\u0301 Thi\u0323 A\u0306\u0303m"})
    assert claims.facts.full_name == "Lý Thị Ẵm"
    assert claims.facts.date_of_birth == date(1995, 12, 5)
    assert claims.facts.phone == "0900002000"
    assert claims.facts.residence == "12 đường Quang Trung, Phường Đồng Hới"
    assert claims.identity_level == 2


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("sub", ""),
        ("sub", 7),
        ("name", " "),
        ("name", "x" * 121),
        ("personal_id", "04419599007"),
        ("personal_id", "0441959900744"),
        ("personal_id", "٠٤٤١٩٥٩٩٠٠٧٤"),
        ("personal_id", None),
        ("legacy_id", "12345678"),
        ("birthdate", "1995-13-05"),
    ],
)
def test_read_claims_when_a_claim_is_unusable_names_it(claim: str, value: object) -> None:
    with pytest.raises(InvalidClaimsError, match=claim):
        read_claims(GOOD | {claim: value})


@pytest.mark.parametrize("birthdate", ["1958", "", None, "05/12/1995"])
def test_read_claims_when_day_of_birth_is_unknown_leaves_it_empty(birthdate: object) -> None:
    assert read_claims(GOOD | {"birthdate": birthdate}).facts.date_of_birth is None


def test_read_claims_when_gender_is_unknown_leaves_it_empty() -> None:
    assert read_claims(GOOD | {"gender": "x"}).facts.gender == ""


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), _JSON))
def test_read_claims_of_anything_is_usable_or_refused(changes: dict[str, Any]) -> None:
    try:
        claims = read_claims(GOOD | changes)
    except InvalidClaimsError:
        return
    assert len(claims.facts.personal_id) == 12
    assert claims.facts.full_name == " ".join(claims.facts.full_name.split())
    assert claims.identity_level in {1, 2}
