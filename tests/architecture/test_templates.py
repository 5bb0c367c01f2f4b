# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates extend and include their own and the common ones, and link only homewards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.template import Context, Template
from django.template.loader import get_template

LONGEST = 120
PORTALS = {"idp", "openapi", "accounts", "administration", "citizen", "officer"}
_PARENT = re.compile(r"{%-?\s*(?:extends|include)\s+['\"]([^'\"]+)['\"]")
_URL = re.compile(r"{%-?\s*url\s+['\"]([a-z-]+):")
_INLINE = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|<style|<script(?![^>]*\bsrc=)""")
PAPER = ("print/", "results/")  # turned into PDF by the worker, which loads no other file


def template_files(source: Path) -> Iterator[tuple[Path, Path]]:
    """(templates folder, file), tests' own left out."""
    for folder in sorted(source.rglob("templates")):
        if "tests" not in folder.parts:
            for file in sorted(folder.rglob("*.html")):
                yield folder, file


def owner(folder: Path) -> tuple[str, str]:
    """(layer, app): ("modules", "onestop")."""
    return folder.parents[1].name, folder.parent.name


def test_templates_exist_in_every_layer(source: Path) -> None:
    layers = {owner(folder)[0] for folder, _ in template_files(source)}

    assert layers >= {"core", "modules", "portals"}


def test_templates_extend_and_include_their_own_and_the_common_ones(source: Path) -> None:
    wrong = [
        f"{file.relative_to(source)}: {name}"
        for folder, file in template_files(source)
        for name in _PARENT.findall(file.read_text("utf-8"))
        if not name.startswith("ui/") and not (folder / name).exists()
    ]

    assert wrong == []


def test_templates_link_to_their_own_app_and_the_portals_only(source: Path) -> None:
    wrong: dict[str, int] = {}
    for folder, file in template_files(source):
        layer, app = owner(folder)
        allowed = PORTALS | {app} if layer == "modules" else PORTALS if layer == "portals" else ()
        links = _URL.findall(file.read_text("utf-8"))
        if strange := sum(namespace not in allowed for namespace in links):
            wrong[str(file.relative_to(folder))] = strange

    assert wrong == {}


def test_templates_are_short(source: Path) -> None:
    long = {
        str(file.relative_to(source)): lines
        for _, file in template_files(source)
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST
    }

    assert long == {}


def test_templates_keep_script_and_style_outside(source: Path) -> None:
    wrong = {
        str(file.relative_to(folder)): found
        for folder, file in template_files(source)
        if not any(part in str(file.relative_to(folder)) for part in PAPER)
        and (found := _INLINE.findall(file.read_text("utf-8")))
    }

    assert wrong == {}


def test_names_of_templates_are_lower_snake_case(source: Path) -> None:
    for _, file in template_files(source):
        assert re.fullmatch(r"[a-z0-9_]+\.html", file.name), file


def test_templates_can_be_read(source: Path) -> None:
    """Every tag and filter exists and every block is closed."""
    for folder, file in template_files(source):
        assert get_template(str(file.relative_to(folder)))


def test_undefined_name_in_a_template_is_seen_in_tests() -> None:
    shown = Template("{{ nothing }}").render(Context({}))

    assert "⟦undefined: nothing⟧" in shown
