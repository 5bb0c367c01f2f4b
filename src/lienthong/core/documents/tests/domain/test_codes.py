# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.documents.domain.codes import ALPHABET, LENGTH, grouped, new_code, normalised


def test_code_has_eighty_random_bits() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) <= set(ALPHABET)


def test_code_is_printed_in_groups_of_four() -> None:
    assert grouped("7K3M9QXA2FHT01BC") == "7K3M-9QXA-2FHT-01BC"


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_what_is_printed_reads_back(code: str) -> None:
    assert normalised(grouped(code)) == code
    assert normalised(f"  {grouped(code).lower()} ") == code


def test_lookalike_letters_are_read_as_digits() -> None:
    assert normalised("OK3M-9QXA-2FHT-oIlC") == "0K3M9QXA2FHT011C"[:12] + "011C"


@given(st.text())
def test_anything_typed_is_a_code_or_nothing(text: str) -> None:
    code = normalised(text)
    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))
