# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The browser's evaluator gives the values of the Python one, in real Chromium."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from lienthong.core.forms.domain.conditions import evaluate
from lienthong.core.forms.tests.browser import chromium_page
from lienthong.core.forms.tests.trees import days, scalars, trees

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
    st.dictionaries(st.sampled_from(["a", "b", "c"]), scalars),
    days,
)
def test_evaluate_in_chromium_equals_python_for_any_tree(
    page: Page, expressions: list[Any], answers: dict[str, Any], today: date
) -> None:
    jobs = [[expression, answers, today.isoformat()] for expression in expressions]
    expected = [{"value": evaluate(expression, answers, today)} for expression in expressions]
    assert page.evaluate(RUN, jobs) == expected


def test_evaluator_stays_within_its_size() -> None:
    script = FORMS / "static" / "forms" / "conditions.js"
    assert len(script.read_text("utf-8").splitlines()) <= 200
