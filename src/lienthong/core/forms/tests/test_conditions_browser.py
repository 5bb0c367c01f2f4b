# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The browser's evaluator gives the values of the Python one, in real Chromium."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from lienthong.core.forms.domain.computing import computed_value
from lienthong.core.forms.domain.conditions import evaluate
from lienthong.core.forms.domain.definitions import RESULTS, FieldSpec
from lienthong.core.forms.tests.browser import chromium_page
from lienthong.core.forms.tests.samples import sample_context
from lienthong.testing.expressions import amounts, days, rows, scalars, trees

FORMS = Path(__file__).parents[1]
VECTORS = json.loads((FORMS / "reference" / "condition_vectors.json").read_text("utf-8"))
RUN = """jobs => jobs.map(job => {
  try { return {value: LienThongConditions.evaluate(...job)}; }
  catch (error) { return {error: error.message}; }
})"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A blank page that has loaded the evaluator."""
    with chromium_page(scripts=("conditions.js",)) as blank:
        yield blank


def test_evaluate_in_chromium_gives_the_shared_values(page: Page) -> None:
    jobs = [
        [vector["expression"], VECTORS["answers"], vector.get("today", VECTORS["today"])]
        for vector in VECTORS["vectors"]
    ]
    expected = [{"value": vector["value"]} for vector in VECTORS["vectors"]]
    assert page.evaluate(RUN, jobs) == expected


def test_evaluate_in_chromium_of_a_wrong_tree_throws(page: Page) -> None:
    jobs = [[expression, {}, VECTORS["today"]] for expression in VECTORS["errors"]]
    assert [list(answer) for answer in page.evaluate(RUN, jobs)] == [["error"]] * len(jobs)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(trees, min_size=10, max_size=25),
    st.dictionaries(st.sampled_from(["a", "b", "c"]), scalars | rows),
    days,
)
def test_evaluate_in_chromium_equals_python_for_any_tree(
    page: Page, expressions: list[Any], answers: dict[str, Any], today: date
) -> None:
    jobs = [[expression, answers, today.isoformat()] for expression in expressions]
    expected = [{"value": evaluate(expression, answers, today)} for expression in expressions]
    assert page.evaluate(RUN, jobs) == expected


COMPUTE = """jobs => jobs.map(job => LienThongConditions.compute(...job))"""


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(trees | amounts, st.integers(0, 6)), min_size=10, max_size=25),
    st.sampled_from(RESULTS),
    days,
)
def test_computed_values_in_chromium_equal_python(
    page: Page, formulas: list[tuple[Any, int]], result: str, today: date
) -> None:
    context = replace(sample_context(), today=today)
    questions = [computed(value, result, decimals) for value, decimals in formulas]
    jobs = [[dict(question.attributes), {}, today.isoformat()] for question in questions]
    expected = [computed_value(question, {}, context) for question in questions]
    assert page.evaluate(COMPUTE, jobs) == expected


def computed(value: Any, result: str, decimals: int) -> FieldSpec:
    attributes = {"value": value, "result": result, "decimals": decimals}
    return FieldSpec("total", "computed", "Tổng", attributes=attributes)


def test_shared_vectors_are_many() -> None:
    assert len(VECTORS["vectors"]) >= 300


def test_evaluator_stays_within_its_size() -> None:
    script = FORMS / "static" / "forms" / "conditions.js"
    assert len(script.read_text("utf-8").splitlines()) <= 200
