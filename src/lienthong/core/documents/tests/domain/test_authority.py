# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""TM., Q., KT., TL., TUQ.: the block above the signature, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core import documents
from lienthong.core.documents.domain.authority import (
    AuthorityRules,
    Capacity,
    Ground,
    Post,
    Question,
    Refused,
    derive,
    standing,
)
from lienthong.core.documents.domain.refusals import NO_AUTHORITY
from lienthong.kernel.reference import read_yaml

FILE = Path(documents.__file__).parent / "reference" / "authority.yaml"
RULES = AuthorityRules(**read_yaml(FILE.read_text("utf-8"))["versions"][0]["value"])
DAY = date(2026, 11, 20)
HEAD, DEPUTY = Post("Chủ tịch", in_agency=True), Post("Phó Chủ tịch", in_agency=True)
ACTING = Post("Quyền Chủ tịch", in_agency=True)
CHIEF, VICE_CHIEF = Post("Chánh Văn phòng", False), Post("Phó Chánh Văn phòng", False)
CLERK = Post("Chuyên viên", in_agency=False)
ASK = Question(DAY, agency_kind="commune", head_title="Chủ tịch")


def ground(authority: str, days: int | None = 9, since: int = -9, **more: object) -> Ground:
    end = None if days is None else DAY + timedelta(days=days)
    return Ground(authority, DAY + timedelta(days=since), end, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("posts", "grounds", "collective", "lines"),
    [
        ([HEAD], [], False, ["CHỦ TỊCH"]),
        ([HEAD], [], True, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ([ACTING], [], False, ["Q. CHỦ TỊCH"]),
        ([ACTING], [], True, ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        ([DEPUTY, ACTING], [ground("kt")], True, ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        ([DEPUTY, ACTING], [ground("kt")], False, ["Q. CHỦ TỊCH"]),
        ([DEPUTY], [ground("kt")], False, ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        (
            [DEPUTY], [ground("kt", None)], True,
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        ([CHIEF], [ground("tl")], False, ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (
            [VICE_CHIEF], [ground("tl")], False,
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ),
        ([CLERK], [ground("tuq")], False, ["TUQ. CHỦ TỊCH", "CHUYÊN VIÊN"]),
        ([CLERK, DEPUTY], [ground("kt")], False, ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
    ],
)  # fmt: skip
def test_block_says_for_whom_and_as_what(
    posts: list[Post], grounds: list[Ground], collective: bool, lines: list[str]
) -> None:
    asked = replace(ASK, posts=tuple(posts), grounds=tuple(grounds), collective=collective)
    found = derive(asked, RULES)
    assert isinstance(found, Capacity)
    assert list(found.lines) == lines
    assert found.basis.startswith("30/2020/NĐ-CP")


@pytest.mark.parametrize(
    ("posts", "grounds", "wanted", "code"),
    [
        ([], [], "", "no_post"),
        ([CLERK], [], "", "no_mandate"),
        ([DEPUTY], [], "kt", "no_mandate"),
        ([DEPUTY], [ground("kt", 0)], "", "ended"),
        ([DEPUTY], [ground("kt", 9, 1)], "", "not_yet"),
        ([DEPUTY], [ground("kt", revoked=True)], "", "revoked"),
        ([DEPUTY], [ground("kt")], "own", "not_head"),
        ([HEAD], [ground("kt")], "kt", "not_deputy"),
        ([HEAD], [], "q", "not_acting"),
        ([CLERK], [ground("tl")], "tl", "not_unit_head"),
        ([CLERK], [ground("tuq", None)], "tuq", "without_end"),
        ([CLERK], [ground("tuq", 0)], "tuq", "ended"),
        ([CLERK], [ground("tuq", id=7)], "tuq", "unnamed"),
    ],
)
def test_refusal_names_why(
    posts: list[Post], grounds: list[Ground], wanted: str, code: str
) -> None:
    found = derive(replace(ASK, posts=tuple(posts), grounds=tuple(grounds)), RULES, wanted)
    assert isinstance(found, Refused)
    assert found.code == code or (code == "no_post" and found.code in {"no_post", "no_mandate"})
    assert found.code in NO_AUTHORITY


def test_a_body_is_not_everywhere() -> None:
    asked = replace(ASK, posts=(HEAD,), collective=True, agency_kind="department")
    found = derive(asked, RULES, "tm")
    assert isinstance(found, Refused)
    assert found.code == "no_body"


def test_who_stands_in_signs_by_delegation_only_and_never_passes_it_on() -> None:
    asked = replace(ASK, posts=(HEAD,), stands_in=True)
    alone, owning = derive(asked, RULES), derive(asked, RULES, "own")
    assert isinstance(alone, Refused)
    assert isinstance(owning, Refused)
    assert (alone.code, owning.code) == ("no_mandate", "stands_in")
    given = derive(replace(asked, grounds=(ground("tuq", source="11/GUQ-UBND"),)), RULES)
    assert isinstance(given, Capacity)
    assert (given.authority, given.basis) == ("tuq", "11/GUQ-UBND")


def test_deputy_who_stands_in_signs_kt_by_the_paper_that_gave_it() -> None:
    given = (ground("tuq", source="11/GUQ-UBND"),)
    found = derive(replace(ASK, posts=(DEPUTY,), stands_in=True, grounds=given), RULES)
    assert isinstance(found, Capacity)
    assert (found.authority, found.basis) == ("kt", "11/GUQ-UBND")
    assert found.lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    alone = derive(replace(ASK, posts=(DEPUTY,), stands_in=True), RULES)
    assert isinstance(alone, Refused)
    assert alone.code == "no_mandate"


@pytest.mark.parametrize(
    "more",
    [{"matter": "free_minutes"}, {"matter": "free_proxy"}, {"collective": True}],
)
def test_paper_of_a_body_or_a_meeting_is_not_signed_by_delegation(more: dict[str, object]) -> None:
    papers = ("free_minutes", "free_proxy", "free_notice")
    asked = replace(ASK, posts=(CLERK,), grounds=(ground("tuq", id=7, matters=papers),))
    signed = derive(replace(asked, matter="free_notice"), RULES)
    assert isinstance(signed, Capacity)
    assert signed.lines == ("TUQ. CHỦ TỊCH", "CHUYÊN VIÊN")
    refused = derive(replace(asked, **{"matter": "free_notice", **more}), RULES)  # type: ignore[arg-type]
    assert isinstance(refused, Refused)
    assert refused.code == "not_delegated"


@pytest.mark.parametrize(("rule", "unsure"), [("unconfirmed", True), ("yes", False)])
def test_paper_of_a_body_is_signed_by_order_without_tm_and_told_while_unconfirmed(
    rule: str, unsure: bool
) -> None:
    rules = replace(RULES, body_by_order=rule)
    asked = replace(ASK, posts=(CHIEF,), grounds=(ground("tl"),), collective=True)
    found = derive(asked, rules)
    assert isinstance(found, Capacity)
    assert (found.lines, found.unconfirmed) == (("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), unsure)
    own = derive(replace(asked, collective=False), rules)
    assert isinstance(own, Capacity)
    assert not own.unconfirmed


def test_paper_of_a_body_is_not_signed_by_order_once_that_is_ruled_out() -> None:
    rules = replace(RULES, body_by_order="no")
    asked = replace(ASK, posts=(CHIEF,), grounds=(ground("tl"),), collective=True)
    refused = derive(asked, rules)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.code in NO_AUTHORITY) == ("not_by_order", True)
    assert isinstance(derive(replace(asked, agency_kind="department"), rules), Capacity)


def test_ground_for_some_papers_does_not_reach_others() -> None:
    births = ground("kt", matters=("birth",))
    asked = replace(ASK, posts=(DEPUTY,), grounds=(births,))
    assert isinstance(derive(replace(asked, matter="birth"), RULES), Capacity)
    refused = derive(replace(asked, matter="permit"), RULES)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.ground) == ("outside", births)
    both = replace(asked, matter="permit", grounds=(births, ground("kt", source="quy chế")))
    found = derive(both, RULES)
    assert isinstance(found, Capacity)
    assert found.basis == "quy chế"


@given(st.integers(-400, 400), st.integers(-400, 400), st.integers(1, 400))
def test_a_ground_holds_from_its_first_day_to_before_its_last(day: int, since: int, n: int) -> None:
    one = Ground("kt", DAY + timedelta(since), DAY + timedelta(since + n))
    asked = replace(ASK, day=DAY + timedelta(day), posts=(DEPUTY,), grounds=(one,))
    assert isinstance(derive(asked, RULES), Capacity) == (since <= day < since + n)


@pytest.mark.parametrize(
    ("title", "kind", "behind"),
    [
        ("Chủ tịch", "head", "Chủ tịch"),
        ("Phó Chủ tịch", "deputy", "Chủ tịch"),
        ("phó chánh văn phòng", "deputy", "Chánh văn phòng"),
        ("Quyền Giám đốc", "acting", "Giám đốc"),
        ("Trưởng phòng Nội vụ", "head", "Trưởng phòng Nội vụ"),
        ("Chuyên viên", "other", "Chuyên viên"),
        ("", "other", ""),
    ],
)
def test_titles_tell_how_they_stand(title: str, kind: str, behind: str) -> None:
    assert standing(title, RULES) == (kind, behind)
