# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Instances that begin by heart are what the engine would have made."""

from __future__ import annotations

import json
import re
import time
import zlib
from typing import Any

import pytest

from lienthong.core.process.domain.beginning import MOST, begin
from lienthong.core.process.domain.compiling import compile_table
from lienthong.core.process.domain.refusals import BadData
from lienthong.core.process.domain.running import Run
from lienthong.core.process.tests.tables import everything, table

_NAME = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r'"last_state_change":([0-9.]+)')


def _text(state: bytes) -> str:
    return zlib.decompress(state).decode()


def _shape(text: str) -> Any:
    """The state with each name as the number of its first place, and without moments."""
    seen: dict[str, str] = {}
    numbered = _NAME.sub(lambda found: seen.setdefault(found[0], f"#{len(seen)}"), text)
    return json.loads(_MOMENT.sub('"last_state_change":0', numbered))


def test_each_instance_is_as_the_engine_begins_it_with_names_and_moments_of_its_own() -> None:
    compiled = compile_table(table(everything()))
    engine, said = Run.begin(compiled, {})
    begin(compiled, {})
    before = time.time()

    states, changes = zip(*(begin(compiled, {}) for _turn in range(2)), strict=True)

    texts = [_text(state) for state in states]
    assert _shape(texts[0]) == _shape(texts[1]) == _shape(_text(engine.dump()))
    assert not set(_NAME.findall(texts[0])) & set(_NAME.findall(texts[1]))
    assert all(float(moment) >= before for moment in _MOMENT.findall(texts[1]))
    assert [task.node for task in changes[0].open] == [task.node for task in said.open]
    loaded = Run.load(states[1], compiled)
    assert loaded.open_tasks() == changes[1].open
    assert loaded.advance("check", "ok", {}).close == [changes[1].open[0].task_id]


def test_values_begin_in_their_own_way_and_are_refused_as_before() -> None:
    compiled = compile_table(table(everything()))
    name = next(name for name, kind in compiled.types.items() if kind.value == "number")

    for number in (*range(MOST + 1), 0):
        state, _change = begin(compiled, {name: number})
        assert json.loads(_text(state))["values"][name] == number

    assert len(compiled.beginnings) <= MOST
    with pytest.raises(BadData):
        begin(compiled, {"unheard_of": 1})
