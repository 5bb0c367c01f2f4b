# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions of steps: built and typed say the same, and answers of the form decide the way."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.process.api import (
    DataType,
    ProcessDesign,
    ProcessVersion,
    asked_values,
    condition,
)
from lienthong.portals.administration.processes.conditions import (
    NotSaid,
    Question,
    askable,
    grouped,
    text_of,
    tree_of,
)
from lienthong.portals.administration.processes.forms import settings_of
from lienthong.portals.administration.processes.saying import Called
from lienthong.portals.administration.processes.slots import called_of
from lienthong.portals.administration.processes.tests.conftest import signed_in
from lienthong.testing.world import World

TYPES = {"ready": "flag", "fee": "number", "channel": "text", "units": "list"}
KINDS = {name: DataType(kind) for name, kind in TYPES.items()}
_words = st.sampled_from(["desk", "online", "sổ 'đỏ'", ""])
_numbers = st.integers(-9, 9)
_compared = st.one_of(
    st.tuples(st.sampled_from(["eq", "ne", "lt", "ge"]), st.just("fee"), _numbers),
    st.tuples(st.sampled_from(["eq", "ne"]), st.just("channel"), _words),
    st.tuples(st.sampled_from(["eq", "ne"]), st.just("ready"), st.booleans()),
    st.tuples(st.just("in"), st.just("channel"), st.lists(_words, max_size=3)),
).map(lambda three: {three[0]: [{"field": three[1]}, three[2]]})
_sums = st.tuples(st.sampled_from(["add", "sub"]), _numbers, _numbers).map(
    lambda three: {"gt": [{three[0]: [{"field": "fee"}, three[1]]}, {"sub": [three[2], 1]}]}
)
_trees = st.recursive(
    st.one_of(_compared, _sums),
    lambda inner: st.one_of(
        inner.map(lambda part: {"not": part}),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)).map(
            lambda pair: {pair[0]: pair[1]}
        ),
    ),
    max_leaves=6,
)
_values = st.fixed_dictionaries(
    {"ready": st.booleans(), "fee": _numbers, "channel": _words, "units": st.lists(_words)}
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_trees, _values)
def test_what_is_built_reads_back_as_it_was_and_decides_alike(
    tree: Any, values: dict[str, Any]
) -> None:
    text = text_of(tree, TYPES)
    again = text_of(tree_of(text), TYPES)

    assert tree_of(text) == tree
    assert again == text
    if len(text) < 500:
        assert condition(text, KINDS)(values) is _decided(tree, values)


def _decided(tree: Any, values: dict[str, Any]) -> Any:
    if not isinstance(tree, dict):
        return tree
    ((sign, argument),) = tree.items()
    if sign == "field":
        return values[argument]
    if sign == "not":
        return not _decided(argument, values)
    parts = [_decided(part, values) for part in argument]
    if sign in ("and", "or"):
        return all(parts) if sign == "and" else any(parts)
    return _PAIRS[sign](*parts)


_PAIRS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "ge": operator.ge,
    "gt": operator.gt,
    "in": lambda left, right: left in right,
    "add": operator.add,
    "sub": operator.sub,
}


@pytest.mark.parametrize(
    ("typed", "built"),
    [
        ("ready", "ready"),
        ("not ready and fee > 0", "(not ready) and (fee > 0)"),
        ("channel not in ['desk']", "not (channel in ['desk'])"),
        ("'ubnd' in units", "'ubnd' in units"),
        ("fee - (3 - 1) == -2", "(fee - (3 - 1)) == -2"),
    ],
)
def test_typed_condition_when_built_again_says_the_same(typed: str, built: str) -> None:
    assert text_of(tree_of(typed), TYPES) == built
    assert text_of(grouped(tree_of(typed)), TYPES) == built


@pytest.mark.parametrize("text", ["fee > ", "fee < 3 < 4", "-(fee) > 1", "f(1)", "1.5j == 2"])
def test_what_the_builder_cannot_show_is_refused_and_not_changed(text: str) -> None:
    with pytest.raises(NotSaid):
        tree_of(text)


@pytest.mark.parametrize(
    "tree", [{"eq": [{"age": {"field": "day"}}, 3]}, {"eq": [{"field": "fee"}, None]}]
)
def test_what_a_table_cannot_ask_is_refused(tree: Any) -> None:
    with pytest.raises(NotSaid):
        text_of(tree, TYPES)


def test_question_of_the_form_is_offered_by_its_words_and_only_where_it_fits() -> None:
    floors = {"key": "floors", "kind": "number", "label": "Số tầng"}
    names = {"key": "channel", "kind": "number", "label": "Kênh"}
    owner = {"key": "owner", "kind": "person", "label": "Chủ"}

    found = askable({"ready": {"type": "flag"}}, {"channel": None}, [floors, names, owner])

    assert [(key, one["label"]) for key, one in found.items()] == [
        ("ready", "ready"),
        ("floors", "Số tầng"),
    ]


def test_names_carry_the_words_of_their_options_own_and_of_a_code_list() -> None:
    own: Question = {"key": "paper", "kind": "choice", "label": "Bản giấy"}
    own = {**own, "options": [{"value": "desk", "label": "Tại quầy"}]}
    listed = {"key": "people", "kind": "choice", "label": "Dân tộc", "options_from": "ethnicity"}

    called = called_of(askable({"ready": {"type": "flag"}}, {}, [own, listed]))

    assert called["ready"] == Called("ready")
    assert called["paper"] == Called("Bản giấy", {"desk": "Tại quầy"}, is_question=True)
    assert called["people"].values["01"] == "Kinh"


@pytest.mark.django_db
def test_settings_of_a_step_say_its_conditions_by_the_words_of_questions() -> None:
    visit = {"node": "visit", "title": "Xem", "when": "floors > 3"}
    ways = [{"when": "residence == 'Huế' and floors > 2", "to": "visit"}]
    choice = {"node": "which", "title": "Rẽ", "kind": "choice", "choices": ways}
    parts = [{"title": "Cao", "when": "floors > 9"}, {"title": "Mọi nhà"}]
    fork = {"node": "fork", "title": "Song song", "kind": "inclusive", "branches": parts}
    content: dict[str, Any] = {"data": {}, "steps": [visit, choice, fork]}
    called = {"floors": Called("Số tầng", is_question=True)}

    hint = settings_of(content, "visit", None, called).fields["when"].help_text
    told = {
        node: [line.told for line in settings_of(content, node, None, called).lines.filled()]
        for node in ("which", "fork")
    }

    assert hint == "Nghĩa là: “Số tầng” lớn hơn 3."
    assert told["which"] == ["Nơi cư trú theo dân cư là “Huế” và “Số tầng” lớn hơn 2"]
    assert told["fork"] == ["“Số tầng” lớn hơn 9", ""]


def test_answers_reach_declared_names_of_their_type_only() -> None:
    table = {"data": {"floors": {"type": "number"}, "note": {"type": "text"}}}

    assert asked_values(table, {"floors": 3, "note": 5, "other": 1}) == {"floors": 3}
    assert asked_values({}, {"floors": 3}) == {}


def sent(page: Any) -> dict[str, str]:
    return {"seen": page.context["seen"], "_save": "1"}


def test_condition_built_on_the_screen_stands_in_the_step_and_declares_nothing_known(
    administrator: Client, world: World, version: ProcessVersion
) -> None:
    choice = next(step for step in version.table["steps"] if step.get("kind") == "choice")
    name = next(key for key, item in version.table["data"].items() if item["type"] == "number")
    address = f"/quan-tri/quy-trinh/example/dieu-kien/{choice['node']}/choice-0/"
    page = administrator.get(address)
    built = {
        "e.is": "gt",
        "e-0.is": "field",
        "e-0.field": name,
        "e-1.is": "value",
        "e-1.sort": "number",
        "e-1.value": "7",
    }

    assert name in dict(page.context["reach"].choices())
    kept = administrator.post(address, built | sent(page))
    wrong = administrator.post(address, built | sent(page) | {"e-1.sort": "text"})

    table = ProcessDesign.objects.get(definition__code="example").content
    step = next(step for step in table["steps"] if step["node"] == choice["node"])
    assert kept.status_code == 302
    assert step["choices"][0]["when"] == f"{name} > 7"
    assert step["choices"][0]["to"] == choice["choices"][0]["to"]
    assert table["data"] == version.table["data"]
    assert wrong.status_code == 422
    assert signed_in(world, "clerk").get(address).status_code == 403
    assert administrator.get(address.replace("choice-0", "choice-99")).status_code == 404


MOST = 14
"""Statements of the builder's page; they may only shrink."""


def test_page_of_the_builder_stays_within_its_budget_of_statements(
    administrator: Client, version: ProcessVersion, django_assert_max_num_queries: Any
) -> None:
    choice = next(step for step in version.table["steps"] if step.get("kind") == "choice")
    address = f"/quan-tri/quy-trinh/example/dieu-kien/{choice['node']}/choice-0/"
    administrator.get(address)

    with django_assert_max_num_queries(MOST) as counted:
        assert administrator.get(address).status_code == 200

    assert len(counted) > 0


def test_new_way_is_added_and_taken_away(administrator: Client, version: ProcessVersion) -> None:
    choice = next(step for step in version.table["steps"] if step.get("kind") == "choice")
    count = len(choice["choices"])
    name = next(key for key, item in version.table["data"].items() if item["type"] == "number")
    address = f"/quan-tri/quy-trinh/example/dieu-kien/{choice['node']}/choice-{count}/"
    built = {"e.is": "eq", "e-0.is": "field", "e-0.field": name, "e-1.is": "value"}
    built |= {"e-1.sort": "number", "e-1.value": "1"}

    def ways() -> list[dict[str, str]]:
        steps = ProcessDesign.objects.get(definition__code="example").content["steps"]
        found: list[dict[str, str]] = next(
            step["choices"] for step in steps if step["node"] == choice["node"]
        )
        return found

    administrator.post(address, built | sent(administrator.get(address)))
    added = ways()
    page = administrator.get(address)
    administrator.post(address, {"seen": page.context["seen"], "_clear": "1", "e.is": "value"})

    assert added == [*choice["choices"], {"when": f"{name} == 1"}]
    assert ways() == choice["choices"]
