# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from itertools import product

from lienthong.core.documents.domain.verdicts import SignatureVerdict, all_valid

GOOD = SignatureVerdict(
    "person", "Lê Thị Hà", "CN=Lê Thị Hà", "CN=Gốc", "1f", True, True, "trusted", "file", "good"
)


def test_only_all_good_answers_together_are_valid() -> None:
    grid = product(
        (True, False), (True, False), ("file", "revision", "part"), ("good", "unknown", "revoked")
    )
    for intact, trusted, covers, revocation in grid:
        verdict = replace(
            GOOD, intact=intact, trusted=trusted, covers=covers, revocation=revocation
        )
        expected = intact and trusted and covers != "part" and revocation != "revoked"
        assert verdict.valid is expected


def test_one_bad_signature_spoils_the_paper() -> None:
    assert all_valid((GOOD, GOOD))
    assert not all_valid((GOOD, replace(GOOD, intact=False)))
    assert not all_valid(())
