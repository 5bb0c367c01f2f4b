# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The open API as callers meet it: procedures, tracking, cases, and everything hostile."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.idp.oidc.models import Token
from django.core.cache import cache
from django.utils import timezone

from lienthong.core.access.api import GrantScope
from lienthong.core.accounts.api import switch_app
from lienthong.core.audit.api import AuditAccess, AuditRecord
from lienthong.core.cases.api import Case, CaseComment
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.api import Caller, caller
from lienthong.testing.snapshot import once
from lienthong.testing.sso import PLATFORM, connect
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("15")


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    cache.clear()
    return once("one received", lambda: receive(world, answers))


@pytest.fixture
def ward(world: World, dossier: Dossier) -> Caller:
    return caller(unit=world.ward.agency)


def test_procedures_come_page_by_page(world: World) -> None:
    asking = caller()
    found: list[dict[str, Any]] = []
    cursor, pages = "", 0
    while pages == 0 or cursor:
        page = asking.get("/procedures", {"limit": 3, "cursor": cursor}).json()
        found, cursor, pages = [*found, *page["items"]], page["next"], pages + 1

    codes = [row["code"] for row in found]
    searched = asking.get("/procedures", {"q": "khai sinh"}).json()["items"]
    assert codes == sorted(set(codes))
    assert len(codes) >= 7
    assert pages == -(-len(codes) // 3)
    assert [row["code"] for row in searched if row["online"] != "guide"] == ["1.001193"]
    (birth,) = [row for row in found if row["code"] == "1.001193"]
    assert birth["url"].endswith("/thu-tuc/dang-ky-khai-sinh/")
    assert birth["field"] == "Hộ tịch"


def test_a_procedure_tells_papers_fees_and_time(world: World) -> None:
    asking = caller()

    answer = asking.get("/procedures/2.000815")
    copies = answer.json()

    assert answer.status_code == 200
    assert copies["fees"][0]["amount"] == 2000
    assert copies["fees"][0]["legal_basis"] == ["226/2016/TT-BTC"]
    assert copies["times"][0]["unit"] == "same_day"
    assert copies["components"][0]["originals"] >= 0
    missing = asking.get("/procedures/9.999999")
    assert missing.status_code == 404
    assert missing["Content-Type"] == "application/problem+json"
    assert missing.json()["title"] == "Không tìm thấy."
    english = asking.get("/procedures/9.999999", accept_language="en-GB,en")
    assert english.json()["title"] == "Not found."
    assert english["Content-Language"] == "en"


def test_tracking_tells_no_more_than_the_public_page(dossier: Dossier) -> None:
    asking = caller()

    by_code = asking.get(f"/tracking/{dossier.case.code}").json()
    by_submission = asking.get(f"/tracking/{dossier.submission_code.lower()}").json()

    assert set(by_code) == {"code", "completed_percent", "is_closed"}
    assert by_code == by_submission
    assert by_code["code"] == dossier.case.code
    assert 0 < by_code["completed_percent"] < 100
    assert asking.get("/tracking/H50.12-261116-9999").status_code == 404


def test_cases_are_seen_where_rights_were_given(
    world: World, dossier: Dossier, answers: dict[str, Any]
) -> None:
    second = receive(world, answers)
    ward, other = caller("phuong", unit=world.ward.agency), caller("khac", unit=world.other.agency)
    province = caller("tinh", unit=world.province, scope=GrantScope.SUBTREE)
    nobody = caller("chua-giao")

    first_page = ward.get("/cases", {"limit": 1}).json()
    next_page = ward.get("/cases", {"limit": 1, "cursor": first_page["next"]}).json()

    assert [row["id"] for row in first_page["items"]] == [second.pk]
    assert [row["id"] for row in next_page["items"]] == [dossier.pk]
    assert next_page["next"] == ""
    assert first_page["items"][0]["kind"] == "onestop.dossier"
    assert first_page["items"][0]["agency"] == "UBND phường Đồng Hới"
    assert [row["id"] for row in province.get("/cases").json()["items"]] == [second.pk, dossier.pk]
    assert ward.get("/cases", {"state": "draft"}).json()["items"] == []
    assert other.get("/cases").json() == {"items": [], "next": ""}
    assert other.get(f"/cases/{dossier.pk}").status_code == 404
    assert other.get(f"/cases/{dossier.pk}").json() == other.get("/cases/999999").json()
    assert nobody.get("/cases").status_code == 403
    assert nobody.get(f"/cases/{dossier.pk}").json()["code"] == "not_allowed"
    assert "Trần Thị Mỹ Duyên" not in other.get(f"/cases/{dossier.pk}").content.decode()


def test_a_case_is_read_whole_and_the_reading_noted(ward: Caller, dossier: Dossier) -> None:
    answer = ward.get(f"/cases/{dossier.pk}")
    case = answer.json()

    assert answer["ETag"] == f'"{dossier.pk}-{case["version"]}"'
    assert case["subject"] == "Trần Thị Mỹ Duyên"
    assert case["state"] == "in_process"
    assert {unit["capacity"] for unit in case["units"]} >= {"lead", "receive"}
    assert [event["kind"] for event in case["events"]]
    noted = AuditAccess.objects.get(subject_id=dossier.pk)
    assert (noted.actor_id, noted.place) == (ward.app.account_id, "cong-tinh")


def test_a_comment_is_written_once_for_a_key(ward: Caller, dossier: Dossier) -> None:
    path = f"/cases/{dossier.pk}/comments"
    tag = ward.get(f"/cases/{dossier.pk}")["ETag"]
    body = {"text": "Đã đối chiếu giấy chứng sinh."}

    first = ward.post(path, body, key="khoa-0001", if_match=tag)
    again = ward.post(path, body, key="khoa-0001", if_match=tag)
    other = ward.post(path, {"text": "Khác."}, key="khoa-0001")
    stale = ward.post(path, body, key="khoa-0002", if_match='"1-0"')

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.json()["author"] == "cong-tinh"
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert other.json()["title"].startswith("Idempotency-Key này đã dùng cho một yêu cầu")
    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")
    comment = CaseComment.objects.get(case_id=dossier.pk)
    assert comment.text == body["text"]
    assert comment.author_id == ward.app.account_id
    record = AuditRecord.objects.get(subject_kind="cases.casecomment", subject_id=comment.pk)
    assert record.actor_text.startswith("cong-tinh")


def test_writing_needs_a_key_and_a_plain_body(ward: Caller, dossier: Dossier) -> None:
    path, before = f"/cases/{dossier.pk}/comments", Case.objects.get(pk=dossier.pk).version
    deep = '{"text": ' + "[" * 5000 + "]" * 5000 + "}"
    bad: list[tuple[Any, int]] = [
        ("{", 400),
        ("null", 400),
        ("[]", 400),
        ('{"text": NaN}', 400),
        ('{"text": "a\\u0000b"}', 400),
        ('{"text": "\\ud800"}', 400),
        (b"\xff\xfe", 400),
        (deep, 400),
        ({"text": ["a"]}, 422),
        ({"text": 7}, 422),
        ({"text": None}, 422),
        ({"text": ""}, 422),
        ({"text": "   "}, 422),
        ({"text": "x" * 5001}, 422),
        ({"text": "a", "author": "b"}, 422),
        ({}, 422),
        (json.dumps({"text": "x" * 300_000}), 413),
    ]
    for number, (body, status) in enumerate(bad):
        answer = ward.post(path, body, key=f"khoa-xau-{number}")
        assert answer.status_code == status, (number, answer.content[:200])
        assert answer["Content-Type"] == "application/problem+json"
    fields = ward.post(path, {"text": 7, "x": 1}, key="khoa-truong").json()["fields"]
    assert fields == {"text": "Phải là chuỗi ký tự.", "x": "Không có trường này."}
    assert ward.post(path, {"text": "a"}).json()["code"] == "no_idempotency_key"
    assert ward.post(path, {"text": "a"}, key="ngan").status_code == 400
    assert ward.post(path, {"text": "a"}, key="x" * 101).status_code == 400
    assert not CaseComment.objects.exists()
    assert Case.objects.get(pk=dossier.pk).version == before


def test_arguments_of_a_wrong_kind_are_named(ward: Caller) -> None:
    for path, query in (
        ("/cases", {"cursor": "abc"}),
        ("/cases", {"cursor": "WzEsMl0"}),
        ("/cases", {"cursor": "WyJhIiwyXQ"}),
        ("/cases", {"cursor": "x" * 201}),
        ("/cases", {"limit": 0}),
        ("/cases", {"limit": "nhiều"}),
        ("/cases/0", {}),
        ("/cases/99999999999999999999", {}),
        ("/procedures", {"cursor": "WzFd"}),
        ("/procedures", {"limit": 101}),
        (f"/procedures/{'x' * 61}", {}),
    ):
        answer = ward.get(path, query)
        legal = path == "/cases" and query.get("cursor") == "WzEsMl0"
        assert answer.status_code == (200 if legal else 422), (path, query, answer.content)
    assert ward.get("/procedures/%00").status_code == 404
    assert ward.get("/khong-co").json()["code"] == "not_found"
    assert ward.get("/procedures", {"q": "\0"}).status_code == 200


def test_tokens_that_are_not_good_are_refused(ward: Caller, dossier: Dossier) -> None:
    narrow = Caller(ward.app)
    narrow.fetch_token("catalogue.read")
    none = Caller(ward.app)

    assert none.get("/cases").status_code == 401
    assert none.get("/cases")["WWW-Authenticate"].startswith("Bearer")
    assert Caller(ward.app, token="sai").get("/procedures").status_code == 401
    assert narrow.get("/procedures").status_code == 200
    refused = narrow.get(f"/cases/{dossier.pk}")
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert narrow.fetch_token("openid").json()["error"] == "invalid_scope"
    assert ward.client.post("/api/v1/cases").status_code == 401
    assert (
        ward.client.post("/api/v1/cases", headers={"authorization": f"Bearer {ward.token}"})[
            "Allow"
        ]
        == "GET"
    )
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ward.get("/cases").status_code == 401
    ward.fetch_token()
    assert ward.get("/cases").status_code == 200
    switch_app(ward.app, on=False, actor=PLATFORM)
    assert ward.get("/cases").status_code == 401
    assert ward.fetch_token().json() == {"error": "invalid_client"}
    switch_app(ward.app, on=True, actor=PLATFORM)
    assert ward.get("/cases").status_code == 401
    assert ward.fetch_token().status_code == 200
    assert ward.get("/cases").status_code == 200


def test_cookies_count_for_nothing(world: World, dossier: Dossier) -> None:
    asking = Caller(connect("Xem", code="khong-quyen", scopes=("cases.read",), redirect_uris=()))
    asking.client.force_login(world.account("leader"))

    assert asking.get("/cases").status_code == 401
    asking.fetch_token("cases.read")
    assert asking.get("/cases").status_code == 403


def test_calls_are_counted_for_each_application(world: World) -> None:
    asking, other = caller(), caller("khac")
    asking.app.per_minute = 3
    asking.app.save()

    answers = [asking.get("/procedures", {"limit": 1}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[3]["RateLimit-Limit"] == "3"
    assert 1 <= int(answers[3]["Retry-After"]) <= 60
    assert other.get("/procedures", {"limit": 1}).status_code == 200
