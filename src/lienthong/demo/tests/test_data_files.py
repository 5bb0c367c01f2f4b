# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything written as data: well formed, in NFC, resting on known law."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lienthong.core.forms.api import load_form
from lienthong.core.process.api import check_table, read_table
from lienthong.core.references.api import law
from lienthong.kernel.reference import read_yaml

pytestmark = pytest.mark.covers("8")
PACKAGE = Path(__file__).parents[2]
ROOT = PACKAGE.parents[1]
FILES = sorted([*PACKAGE.rglob("*.yaml"), ROOT / "docs" / "glossary.yaml"])
WORDS = {"help", "messages"}
"""Files of nothing but words to people: they need no citation."""
ONESTOP = PACKAGE / "modules" / "onestop" / "reference"
RESULTS = PACKAGE / "modules" / "onestop" / "templates" / "onestop" / "results"
LAW_NUMBER = re.compile(r"^(QCVN )?[\d.]+(:\d{4})?/[\w.Đ-]+")


def load(path: Path) -> Any:
    return read_yaml(path.read_text("utf-8"))


def cited(node: Any) -> Iterator[str]:
    """Every citation below the node, under whatever name ends in ``legal_basis``.

    A path (``paper.legal_basis``) names a field of a paper and has words beside it.
    """
    if isinstance(node, dict):
        for key, value in node.items():
            if str(key).endswith("legal_basis") and "." not in str(key):
                yield from [value] if isinstance(value, str) else value or []
            else:
                yield from cited(value)
    elif isinstance(node, list):
        for value in node:
            yield from cited(value)


def every_step(steps: Any) -> Iterator[Any]:
    """Every step, those inside blocks too."""
    for step in steps:
        yield step
        yield from every_step(step.steps)
        for branch in step.branches:
            yield from every_step(branch.steps)


def known(citation: str) -> bool:
    return any(citation == key or f"{key}," in f"{citation}," for key in law())


def test_files_when_read_then_nfc() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        assert text == unicodedata.normalize("NFC", text), path


@pytest.mark.parametrize("path", sorted(ONESTOP.rglob("*.yaml")), ids=lambda path: path.stem)
def test_onestop_data_when_citing_then_the_instrument_is_registered(path: Path) -> None:
    citations = list(cited(load(path)))

    assert citations or path.stem in WORDS
    assert [text for text in citations if not known(text)] == []


def test_demo_data_when_citing_then_the_instrument_is_registered() -> None:
    citations = [text for path in (PACKAGE / "demo").rglob("*.yaml") for text in cited(load(path))]

    assert [text for text in citations if not known(text)] == []


def test_law_when_read_then_keys_are_numbers_and_relations_stay_inside() -> None:
    for key, row in law().items():
        related = [*row.get("replaced_by", []), *row.get("amends", []), *row.get("amended_by", [])]
        assert LAW_NUMBER.match(key) or key.startswith("QCVN"), key
        assert set(related) <= set(law()), key
        assert isinstance(row["confirmed"], bool)
        assert row["source"]


def test_law_when_replaced_then_it_says_by_what_or_since_when() -> None:
    replaced = [row for row in law().values() if row["status"] == "replaced"]

    assert len(replaced) >= 6
    assert all(row["replaced_by"] for row in replaced)


def test_glossary_when_read_then_at_least_120_terms_with_unique_identifiers() -> None:
    terms = load(ROOT / "docs" / "glossary.yaml")["terms"]
    identifiers = [term["en"] for term in terms]

    assert len(terms) >= 140
    assert len(identifiers) == len(set(identifiers))
    assert len({term["vi"] for term in terms}) == len(terms)
    for term in terms:
        assert term["definition"].endswith(".")
        assert term.get("technical") or known(term["law"]), term["en"]


def names_in(folder: str) -> list[str]:
    return sorted(path.stem for path in (ONESTOP / folder).glob("*.yaml"))


@pytest.mark.parametrize("name", names_in("forms"))
def test_form_when_loaded_then_valid(name: str) -> None:
    keys = load(PACKAGE / "core" / "forms" / "reference" / "semantic_keys.yaml")["keys"]

    spec = load_form(load(ONESTOP / "forms" / f"{name}.yaml"), semantic_keys=keys)

    assert spec.code == name


@pytest.mark.parametrize("name", names_in("processes"))
def test_steps_when_checked_then_no_problem_and_only_known_roles(name: str) -> None:
    table = read_table(load(ONESTOP / "processes" / f"{name}.yaml"))
    roles = {row["code"] for row in load(PACKAGE / "demo" / "data" / "roles.yaml")["roles"]}

    assert list(check_table(table)) == []
    assert {step.role for step in every_step(table.steps) if step.role} <= roles


@pytest.mark.parametrize("code", names_in("procedures"))
def test_procedure_when_read_then_it_fits_its_form_and_templates(code: str) -> None:
    procedure = load(ONESTOP / "procedures" / f"{code}.yaml")
    form = load(ONESTOP / procedure["form"]["code"].join(["forms/", ".yaml"]))
    questions = [question for page in form["pages"] for question in page["fields"]]
    components = {component["key"] for component in procedure["components"]}
    templates = {row["code"] for row in load(ONESTOP / "print_templates.yaml")["templates"]}
    names = {question["key"] for question in questions}
    layouts = {path.stem for path in RESULTS.glob("*.html")}

    assert procedure["code"] == code
    assert {procedure["process"]["code"]} <= set(names_in("processes"))
    for paper in (procedure["result"], procedure["result"]["refusal"]):
        assert paper.get("layout", paper["template"]) in layouts
    assert {q["component"] for q in questions if q["kind"] == "file"} <= components
    assert set(procedure["print_templates"]) == templates
    assert procedure["competence"]["division_field"].split(".")[0] in names
    for line in procedure["result"]["fields"]:
        sources = line.get("from", [])
        assert {sources} <= names if isinstance(sources, str) else set(sources) <= names


def test_national_status_when_read_then_sixteen_states_on_ten_codes() -> None:
    table = load(ONESTOP / "national_status.yaml")
    codes = {row["code"] for row in table["codes"]}

    assert len({row["state"] for row in table["states"]}) == 16
    assert codes == set(range(1, 11))
    assert {row["code"] for row in table["states"]} - {None} <= codes
