# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.forms.domain.conditions import ConditionError, evaluate, fields_in
from lienthong.core.forms.domain.days import age_on, move
from lienthong.core.forms.domain.expressions import problems_in
from lienthong.testing.expressions import days, leaves, scalars, trees

VECTORS = json.loads(
    (Path(__file__).parents[2] / "reference" / "condition_vectors.json").read_text("utf-8")
)
CASES = [
    pytest.param(vector, id=f"{index}-{vector['why']}".replace(" ", "-"))
    for index, vector in enumerate(VECTORS["vectors"])
]


@pytest.mark.parametrize("vector", CASES)
def test_evaluate_of_a_shared_vector_gives_its_value(vector: dict[str, Any]) -> None:
    today = date.fromisoformat(vector.get("today", VECTORS["today"]))
    answers = vector.get("answers", VECTORS["answers"])
    value = evaluate(vector["expression"], answers, today)
    assert (value, type(value) is bool) == (vector["value"], type(vector["value"]) is bool)


@pytest.mark.parametrize("expression", VECTORS["errors"], ids=json.dumps)
def test_evaluate_of_a_wrong_tree_raises(expression: Any) -> None:
    with pytest.raises(ConditionError):
        evaluate(expression, {}, date(2026, 11, 20))
    assert problems_in(expression) != []


@pytest.mark.parametrize("vector", CASES)
def test_problems_in_of_a_shared_vector_is_empty(vector: dict[str, Any]) -> None:
    assert problems_in(vector["expression"]) == []


def test_fields_in_names_every_question_once() -> None:
    tree = {"and": [{"eq": [{"field": "a.division"}, 1]}, {"in": [{"field": "b"}, ["x"]]}]}
    assert fields_in(tree) == {"a", "b"}


@given(trees, st.dictionaries(st.sampled_from(["a", "b", "c"]), scalars), days)
def test_evaluate_of_a_checked_tree_never_raises_and_stays_json(
    tree: Any, answers: dict[str, Any], today: date
) -> None:
    assert problems_in(tree) == []
    value = evaluate(tree, answers, today)
    assert json.loads(json.dumps(value)) == value


@given(leaves, leaves, days)
def test_order_operators_agree_with_each_other(left: Any, right: Any, today: date) -> None:
    def ask(name: str) -> Any:
        return evaluate({name: [left, right]}, {}, today)

    assert ask("ne") is not ask("eq")
    assert ask("lt") == (ask("le") and not ask("eq") and not ask("ge"))
    assert not (ask("lt") and ask("gt"))


@given(days, st.integers(0, 150), st.integers(0, 11), st.integers(0, 400))
def test_move_forward_is_not_before_and_age_follows(
    born: date, years: int, months: int, more_days: int
) -> None:
    moved = move(born, years=years, months=months, days=more_days)
    assert moved is not None
    assert moved >= born
    birthday = move(born, years=years, days=1)
    assert birthday is not None
    assert age_on(born, birthday) >= years


@given(days, st.integers(-20_000, 20_000))
def test_days_since_undoes_a_move_in_days(day: date, amount: int) -> None:
    moved = evaluate({"shift": [day.isoformat(), {"days": amount}]}, {}, day)
    assert moved == (day + timedelta(days=amount)).isoformat()
    assert evaluate({"days_since": moved}, {}, day) == -amount
