# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Three-way merging: whoever changed alone wins; what both changed is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.conflicts import EditConflict, FieldConflict, merge, plain, resolved

BASE = {"a": "1", "b": "1", "c": "1"}
VALUES = st.fixed_dictionaries(dict.fromkeys("abc", st.sampled_from(["1", "2", "3"])))


def test_merge_when_different_fields_then_both_changes_stay() -> None:
    assert merge(BASE, BASE | {"a": "2"}, BASE | {"b": "3"}) == {"a": "2", "b": "3", "c": "1"}


def test_merge_when_the_same_change_then_no_conflict() -> None:
    assert merge(BASE, BASE | {"a": "2"}, BASE | {"a": "2 \r\n"})["a"] == "2"


def test_merge_when_both_changed_one_field_then_it_is_named_with_all_three() -> None:
    with pytest.raises(EditConflict) as refused:
        merge(BASE, BASE | {"a": "2", "b": "5"}, BASE | {"a": "3", "c": "4"})

    assert refused.value.conflicts == [FieldConflict("a", "1", "2", "3")]
    assert refused.value.theirs == BASE | {"a": "3", "c": "4"}
    assert refused.value.merged == {"a": "2", "b": "5", "c": "4"}


@given(mine=VALUES, theirs=VALUES)
def test_merge_when_anything_then_nobody_is_overwritten_unasked(
    mine: dict[str, str], theirs: dict[str, str]
) -> None:
    try:
        merged = merge(BASE, mine, theirs)
    except EditConflict as refused:
        for one in refused.conflicts:
            assert len({BASE[one.name], mine[one.name], theirs[one.name]}) == 3
        return
    for name, was in BASE.items():
        changed = {mine[name], theirs[name]} - {was}
        assert {merged[name]} == (changed or {was})


def test_resolved_when_chosen_then_each_field_is_what_was_picked() -> None:
    given_ = {"pick_a": "theirs", "pick_b": "base", "pick_c": "nothing such"}
    given_ |= {
        f"{who}_{name}": f"{who} {name}" for who in ("mine", "theirs", "base") for name in "abc"
    }

    found = resolved(given_, ("a", "b", "c"))

    assert found == {"a": "theirs a", "b": "base b", "c": "mine c"}


def test_plain_when_browsers_change_line_ends_then_the_same() -> None:
    assert plain(" x \r\ny\n") == plain("x\ny")
