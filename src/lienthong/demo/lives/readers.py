# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What reads the values of a life: made once for the keys of a shape, many values at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from lienthong.demo.lives.bound import READERS, Bound
from lienthong.demo.lives.moments import FORMS
from lienthong.demo.lives.terms import Key

Read = Callable[[Bound], list[str]]
"""From a life to the texts under some keys, in order."""


COMPUTED = "digest"
"""The kind of keys whose values are made of other values, once those are read."""


def readers_of(keys: Iterable[Key]) -> Iterator[Read]:
    """What reads all of them, in this order; those of one kind that stand together at once."""
    for kind, group in groupby(keys, _kind):
        some = list(group)
        if kind[0] == "id":
            yield _ids(kind[1], [key[2] for key in some])
        elif kind[0] == "moment":
            yield _moments(kind[1], [key[2] for key in some])
        elif kind[0] == COMPUTED:
            yield _later(len(some))
        else:
            yield _others(some)


def _kind(key: Key) -> tuple[object, ...]:
    if key[0] in {"id", "moment"}:
        return key[:2]
    return (key[0] if key[0] == COMPUTED else "",)


def _ids(table: object, numbers: Sequence[int]) -> Read:
    def read(on: Bound) -> list[str]:
        first = on.ids[str(table)]
        return [str(first + number) for number in numbers]

    return read


def _moments(key: object, forms: Sequence[str]) -> Read:
    of, writers = key, [FORMS[form] for form in forms]

    def read(on: Bound) -> list[str]:
        moment = on.moment(of)  # type: ignore[arg-type]
        return [write(moment) for write in writers]

    return read


def _later(count: int) -> Read:
    empty = [""] * count
    return lambda _on: empty


def _others(keys: Sequence[Key]) -> Read:
    found = [(READERS[key[0]], key[1:]) for key in keys]

    def read(on: Bound) -> list[str]:
        return [reader(on, *rest) for reader, rest in found]

    return read
