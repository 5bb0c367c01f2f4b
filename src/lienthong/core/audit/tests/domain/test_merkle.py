# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.audit.domain import merkle

leaves = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40, unique=True)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


def test_root_of_nothing_and_of_one() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()
    assert merkle.root([b"a" * 32]) == b"a" * 32


def test_root_of_three_pairs_the_first_two() -> None:
    a, b, c = (bytes([letter]) * 32 for letter in b"abc")
    left = hashlib.sha256(b"\x01" + a + b).digest()

    assert merkle.root([a, b, c]) == hashlib.sha256(b"\x01" + left + c).digest()


@given(given_leaves=leaves, data=st.data())
def test_root_changes_with_any_leaf_and_with_their_order(
    given_leaves: list[bytes], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(given_leaves) - 1))
    changed = list(given_leaves)
    changed[place] = hashlib.sha256(changed[place]).digest()

    assert merkle.root(changed) != merkle.root(given_leaves)
    assert merkle.root(given_leaves[:-1]) != merkle.root(given_leaves)
    if len(given_leaves) > 1:
        assert merkle.root(given_leaves[::-1]) != merkle.root(given_leaves)


@given(values=st.dictionaries(st.text(max_size=6), json, max_size=5))
def test_content_does_not_depend_on_the_order_of_keys(values: dict[str, object]) -> None:
    turned = dict(reversed(values.items()))

    assert merkle.canonical(values) == merkle.canonical(turned)


@given(
    first=st.tuples(st.integers(1, 99), st.integers(0, 99), st.integers(0, 99)),
    second=st.tuples(st.integers(1, 99), st.integers(0, 99), st.integers(0, 99)),
)
def test_leaf_depends_on_its_place(
    first: tuple[int, int, int], second: tuple[int, int, int]
) -> None:
    assert (merkle.leaf(*first, b"x") == merkle.leaf(*second, b"x")) == (first == second)


def test_seal_hash_depends_on_every_part() -> None:
    whole = merkle.seal_hash(b"p", (1, 2, 3, 4, 5), 6, b"r")
    others = {
        merkle.seal_hash(b"q", (1, 2, 3, 4, 5), 6, b"r"),
        merkle.seal_hash(b"p", (1, 2, 3, 4, 6), 6, b"r"),
        merkle.seal_hash(b"p", (1, 2, 3, 4, 5), 7, b"r"),
        merkle.seal_hash(b"p", (1, 2, 3, 4, 5), 6, b"s"),
    }

    assert len(others | {whole}) == 5
