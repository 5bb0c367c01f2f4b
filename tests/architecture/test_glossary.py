# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One legal term, one English identifier: models are named as the glossary says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from lienthong.core.references.api import law
from lienthong.kernel.reference import read_yaml

pytestmark = pytest.mark.covers("8")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def terms() -> list[dict[str, Any]]:
    text = (ROOT / "docs" / "glossary.yaml").read_text("utf-8")
    return list(read_yaml(text)["terms"])


def our_models() -> list[Any]:
    return [model for model in apps.get_models() if model.__module__.startswith("lienthong.")]


def test_glossary_has_at_least_120_terms_each_once(terms: list[dict[str, Any]]) -> None:
    identifiers = [term["en"] for term in terms]

    assert len(terms) >= 120
    assert sorted(set(identifiers)) == sorted(identifiers)
    assert len({term["vi"] for term in terms}) == len(terms)


def test_every_model_is_a_term_under_its_identifier(terms: list[dict[str, Any]]) -> None:
    by_identifier = {term["en"]: term["vi"] for term in terms}
    models = our_models()
    assert len(models) > 60

    wrong = {
        model.__name__: (str(model._meta.verbose_name), by_identifier.get(model.__name__))
        for model in models
        if by_identifier.get(model.__name__) != str(model._meta.verbose_name)
    }

    assert wrong == {}


def test_no_two_models_have_one_name() -> None:
    names = [model.__name__ for model in our_models()]

    assert sorted(set(names)) == sorted(names)


def test_term_is_of_the_law_or_marked_as_technical(terms: list[dict[str, Any]]) -> None:
    for term in terms:
        assert term["definition"].endswith("."), term["en"]
        assert term.get("technical") is True or term["law"].partition(",")[0] in law(), term["en"]
