# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.documents.domain.verdicts import SignatureVerdict
from lienthong.core.documents.enums import PUBLISHED, TRANSITIONS, DocumentState
from lienthong.core.documents.models import IssuedDocument, PrintTemplateVersion
from lienthong.core.documents.rules import (
    grid_of,
    may_become,
    number_text,
    require_move,
    told_words,
)
from lienthong.kernel.errors import IllegalState

states = st.sampled_from(DocumentState)


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(DocumentState)


@given(states, states)
def test_only_declared_moves_are_possible(start: DocumentState, to: DocumentState) -> None:
    document = IssuedDocument(state=start)
    assert may_become(start, to) == (to in TRANSITIONS[start])
    if to in TRANSITIONS[start]:
        require_move(document, to)
    else:
        with pytest.raises(IllegalState):
            require_move(document, to)


@given(st.lists(states, max_size=12))
def test_no_walk_issues_without_signature_number_and_seal(walk: list[DocumentState]) -> None:
    state, seen = DocumentState.DRAFT, [DocumentState.DRAFT]
    for to in walk:
        if may_become(state, to):
            state = to
            seen.append(to)
    if state in PUBLISHED:
        needed = [DocumentState.SIGNED, DocumentState.NUMBERED, DocumentState.SEALED]
        assert [one for one in seen if one in needed] == needed


@pytest.mark.parametrize(
    ("pattern", "value", "suffix", "text"),
    [
        ("", 152, "", "152/2026"),
        ("", 7, "", "07/2026"),
        ("{value}/{year}", 7, "", "7/2026"),
        ("{value:02}/{year}/TLKS-{symbol}", 7, "", "07/2026/TLKS-ĐH-CAT"),
        ("{value}/QĐ-{agency}", 12, "b", "12b/QĐ-CAT"),
        ("{value:02}/TB-{symbol}", 3, "", "03/TB-ĐH-CAT"),
    ],
)
def test_number_is_written_as_its_template_says(
    pattern: str, value: int, suffix: str, text: str
) -> None:
    version = PrintTemplateVersion(number_pattern=pattern, symbol="ĐH-{agency}")
    assert number_text(version, value, suffix, date(2026, 11, 20), "CAT") == text


def test_age_of_what_is_known_of_revocation_is_told_only_where_it_matters() -> None:
    def words(told_at: datetime | None, **changes: Any) -> str:
        verdict = SignatureVerdict(**{**GRID_OF_A_GOOD_ONE, "told_at": told_at, **changes})
        return told_words(verdict, at=READ_AT)

    old, new = READ_AT - timedelta(hours=5), READ_AT - timedelta(minutes=59)
    known = "Biết tình trạng thu hồi tới 09:00 ngày 27/11/2026"
    assert words(old).startswith(known)
    assert words(new) == ""
    assert words(None).startswith("Khi ký thì chưa bị thu hồi")
    assert words(old, revocation="unknown") == (
        "Danh sách thu hồi mới nhất chúng tôi có là của 09:00 ngày 27/11/2026."
    )
    assert words(None, revocation="unknown") == ""
    for bad in ({"intact": False}, {"trusted": False}, {"today": "revoked"}):
        assert words(old, **bad) == ""


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"revocation": "revoked"}, "Chứng thư của người ký đã bị thu hồi"),
        ({"today": "expired"}, "Chứng thư của người ký đã hết hạn"),
        ({"today": "ended"}, "Nơi cấp chứng thư đã hết thời hạn được công nhận"),
        ({"today": "strange"}, "Chứng thư hết hạn hoặc do nơi không được công nhận cấp"),
    ],
)
def test_grid_names_why_a_signer_is_not_trusted(how: dict[str, Any], told: str) -> None:
    verdict = SignatureVerdict(**{**GRID_OF_A_GOOD_ONE, "trusted": False, **how})
    assert {line.key: str(line.text) for line in grid_of(verdict)}["trusted"] == told


READ_AT = datetime(2026, 11, 27, 7, tzinfo=UTC)
GRID_OF_A_GOOD_ONE = {
    "field_name": "person",
    "signer": "Nguyễn Thị Hạnh",
    "subject": "",
    "issuer": "",
    "serial": "1f",
    "intact": True,
    "trusted": True,
    "time": "trusted",
    "covers": "file",
    "revocation": "good",
    "today": "good",
}
