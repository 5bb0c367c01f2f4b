# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The condition language: what it says, what it refuses, and that it never runs code."""

from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.process.domain.expressions import (
    LARGEST,
    LONGEST,
    ExpressionError,
    condition,
    names_in,
    type_of,
)
from lienthong.core.process.domain.specs import SafeEngine, ScriptRefused
from lienthong.core.process.domain.tables import DataType, Value
from lienthong.core.process.tests.tables import examples

TYPES = {
    "fee": DataType.NUMBER,
    "online": DataType.FLAG,
    "channel": DataType.TEXT,
    "units": DataType.LIST,
}
VALUES: dict[str, Value] = {"fee": 15000, "online": True, "channel": "desk", "units": ["a", "b"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("online", True),
        ("not online", False),
        ("fee > 0", True),
        ("fee - 15000 == 0", True),
        ("-fee < fee + 1", True),
        ("fee <= 14999.5", False),
        ("channel == 'desk' and fee >= 15000", True),
        ("channel != 'desk' or not online", False),
        ("channel in ['desk', 'post']", True),
        ("'a' in units and 'c' not in units", True),
        ("units == ['a', 'b']", True),
        ("channel < 'e'", True),
        ("(online or False) and True", True),
        ("channel == 'cổng dịch vụ'", False),
    ],
)
def test_condition_answers(text: str, expected: bool) -> None:
    assert condition(text, TYPES)(VALUES) is expected


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').getpid()",
        "().__class__.__bases__[0].__subclasses__()",
        "channel.upper() == 'DESK'",
        "units[0] == 'a'",
        "[x for x in units] == units",
        "(lambda: True)()",
        "f'{channel}' == 'desk'",
        "online if online else online",
        "(y := True)",
        "fee * 2 > 1",
        "2 ** 9 > 1",
        "fee // 1 > 1",
        "1 < fee < 3",
        "fee",
        "channel",
        "fee and online",
        "channel == fee",
        "channel in 'desk'",
        "units in units",
        "online < online",
        "unknown == 1",
        "None == None",
        "...",
        "b'a' == b'a'",
        "1j == 1",
        f"fee < {LARGEST}0",
        "fee ==",
        "",
        "online; online",
        "online\nonline",
        "'\\x41' == channel",
        "{'a': 1} == {'a': 1}",
        "(1, 2) == (1, 2)",
        "await online",
        "yield",
        "print",
        "online is True",
        "[fee] == units",
        "'a' 'b' == 'ab' == 'ab'",
        "online " + "and online " * LONGEST,
        "(" * 240 + "online" + ")" * 240,
    ],
)
def test_condition_refuses(text: str) -> None:
    with pytest.raises(ExpressionError):
        condition(text, TYPES)


def test_names_in_lists_what_a_condition_uses() -> None:
    assert names_in("fee > 0 and channel in ['a']") == {"fee", "channel"}


def test_type_of_knows_every_value() -> None:
    assert type_of(True) is DataType.FLAG
    assert type_of(3) is DataType.NUMBER
    assert type_of("a") is DataType.TEXT
    assert type_of(["a", 1]) is DataType.LIST
    assert type_of([["a"]]) is None
    assert type_of(float("nan")) is None
    assert type_of(None) is None
    assert type_of({"a": 1}) is None


_WORDS = """
fee online channel units and or not in == < + - ( ) [ ] , 'a' 1 __import__ eval exec open lambda
: . __class__ * if else print := for { } f'{fee}' 'os' True None 1e9 @ %
"""
_words = st.sampled_from(_WORDS.split())


@examples(1500)
@given(st.one_of(st.lists(_words, max_size=14).map(" ".join), st.text(max_size=40)))
def test_no_text_ever_runs_code(text: str) -> None:
    events: list[str] = []
    _watch(events)
    try:
        answer: Any = condition(text, TYPES)(VALUES)
    except ExpressionError:
        answer = False
    finally:
        _watch(None)
    assert answer in (True, False)
    assert events == []


_WATCHED = frozenset({"exec", "import", "open", "os.system", "subprocess.Popen", "socket.connect"})
_listening: list[list[str] | None] = [None]


def _watch(events: list[str] | None) -> None:
    """Note audit events of this interpreter while a text is read and answered."""
    if not getattr(builtins, "_process_hook_installed", False):
        sys.addaudithook(_hear)
        builtins._process_hook_installed = True  # type: ignore[attr-defined]
    _listening[0] = events


def _hear(event: str, _arguments: object) -> None:
    heard = _listening[0] if _listening else None  # module globals go before the interpreter does
    if heard is not None and event in _WATCHED:
        heard.append(event)


def test_engine_refuses_scripts_and_services() -> None:
    engine = SafeEngine(TYPES, VALUES)
    with pytest.raises(ScriptRefused):
        engine.execute(None, "x = 1")
    with pytest.raises(ScriptRefused):
        engine.call_service(None)
