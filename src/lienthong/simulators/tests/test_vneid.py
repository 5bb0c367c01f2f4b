# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import re
from pathlib import Path

import httpx
import pytest

from lienthong.simulators.tests.relying_party import (
    CITIZEN,
    CLIENT,
    PIN,
    RETURN,
    RelyingParty,
    returned,
)
from lienthong.simulators.vneid.citizens import all_citizens
from lienthong.testing.simulators import running_simulators


@pytest.fixture
def party(client: httpx.Client) -> RelyingParty:
    return RelyingParty(client)


def test_citizens_are_forty_people_with_well_formed_numbers() -> None:
    citizens = all_citizens()
    assert len(citizens) == 40
    for citizen in citizens.values():
        assert re.fullmatch(r"04[45][0-3]\d{8}", citizen.personal_id)
        assert citizen.personal_id[4:6] == citizen.birthdate[2:4]
        after_2000 = citizen.birthdate >= "2000"
        assert int(citizen.personal_id[3]) == 2 * after_2000 + (citizen.gender == "female")


def test_every_household_has_a_married_couple() -> None:
    households: dict[str, set[str]] = {}
    for citizen in all_citizens().values():
        households.setdefault(citizen.household, set()).add(citizen.relation)
    assert len(households) == 10
    assert all({"chủ hộ", "vợ"} <= relations for relations in households.values())


def test_sign_in_with_number_and_pin_gives_signed_identity_and_claims(party: RelyingParty) -> None:
    back = party.sign_in()
    assert back["state"] == party.state
    answer = party.redeem(back["code"])
    assert answer.headers["cache-control"] == "no-store"
    tokens = answer.json()
    identity = party.identity(tokens["id_token"])
    claims = party.client.get(
        "/vneid/userinfo", headers={"authorization": f"Bearer {tokens['access_token']}"}
    ).json()
    assert identity["nonce"] == party.nonce
    assert identity["sub"] == claims["sub"]
    assert identity["acr"] == "urn:vneid:level2"
    assert claims["personal_id"] == CITIZEN
    assert claims["name"] == "Trần Thị Mai"
    assert claims["birthdate"] == "1995-12-05"
    assert claims["gender"] == "female"
    assert claims["phone_number"].startswith("0900")
    assert claims["address"]["ward_code"] == "18880"
    assert claims["address"]["formatted"].endswith("Phường Đồng Hới, Tỉnh Quảng Trị")


def test_sign_in_when_pin_is_wrong_shows_error_and_keeps_number(party: RelyingParty) -> None:
    answer = party.post_page(party.open_page(), act="sign-in", personal_id=CITIZEN, pin="000000")
    assert answer.status_code == 200
    assert "Số định danh hoặc mã PIN chưa đúng" in answer.text
    assert f'value="{CITIZEN}"' in answer.text


def test_sign_in_page_says_that_it_is_a_simulation(party: RelyingParty) -> None:
    page = party.open_page()
    assert "Mô phỏng VNeID – chỉ dùng để thử" in page.text
    assert page.text.count("<option") == 40
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_sign_in_when_citizen_is_known_goes_on_without_pin(party: RelyingParty) -> None:
    party.sign_in()
    page = party.open_page()
    assert "Tiếp tục là Trần Thị Mai" in page.text
    assert "code" in returned(party.post_page(page, act="continue"))
    assert "Tiếp tục là" not in party.open_page(prompt="login").text


def test_sign_out_ends_the_session_and_returns(party: RelyingParty) -> None:
    party.sign_in()
    answer = party.client.get("/vneid/end-session", params={"post_logout_redirect_uri": RETURN})
    assert answer.headers["location"] == RETURN
    assert "Tiếp tục là" not in party.open_page().text


def test_sign_in_when_citizen_refuses_returns_access_denied(party: RelyingParty) -> None:
    back = returned(party.post_page(party.open_page(), act="refuse"))
    assert back == {"error": "access_denied", "state": party.state}


def test_code_when_used_twice_is_refused_and_withdraws_the_token(party: RelyingParty) -> None:
    code = party.sign_in()["code"]
    token = party.redeem(code).json()["access_token"]
    again = party.redeem(code)
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})
    bearer = {"authorization": f"Bearer {token}"}
    assert party.client.get("/vneid/userinfo", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "x" * 43}, "invalid_grant"),
        ({"redirect_uri": RETURN + "x"}, "invalid_grant"),
        ({"client_secret": "x"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_token_when_request_is_wrong_is_refused(
    party: RelyingParty, changes: dict[str, str], error: str
) -> None:
    code = party.sign_in()["code"]
    assert party.redeem(code, **changes).json() == {"error": error}


def test_token_takes_client_credentials_from_basic_authentication(party: RelyingParty) -> None:
    code = party.sign_in()["code"]
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": RETURN,
        "code_verifier": party.verifier,
    }
    pair = (CLIENT["client_id"], CLIENT["client_secret"])
    assert "id_token" in party.client.post("/vneid/token", data=body, auth=pair).json()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
    ],
)
def test_authorize_when_request_is_wrong_returns_the_error(
    party: RelyingParty, changes: dict[str, str], error: str
) -> None:
    assert returned(party.open_page(**changes))["error"] == error


@pytest.mark.parametrize(
    "changes", [{"client_id": "other"}, {"redirect_uri": "https://example.com/x"}]
)
def test_authorize_when_client_or_return_address_is_unknown_never_redirects(
    party: RelyingParty, changes: dict[str, str]
) -> None:
    answer = party.open_page(**changes)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_keys_when_restarted_stay_the_same(tmp_path: Path) -> None:
    keys = []
    for _ in range(2):
        with running_simulators(tmp_path) as address:
            keys.append(httpx.get(f"{address}/vneid/jwks.json").json()["keys"])
    assert keys[0] == keys[1]
    assert (tmp_path / "simulators" / "vneid.pem").stat().st_mode & 0o777 == 0o600
    assert PIN not in str(keys)
