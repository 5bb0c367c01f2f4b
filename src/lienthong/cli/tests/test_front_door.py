# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which Python the front door makes the environment with."""

import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def front_door() -> ModuleType:
    loader = SourceFileLoader("front_door", str(ROOT / "lienthong"))
    spec = spec_from_loader("front_door", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def python_that(answers: str, folder: Path) -> str:
    """A program in the place of a Python; it is asked with ``-c`` and answers with its code."""
    program = folder / "python3"
    program.write_text(f'#!/bin/sh\ncase "$2" in {answers} *) exit 0;; esac\n')
    program.chmod(0o755)
    return str(program)


def test_system_python_is_taken_where_it_will_do(
    front_door: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = python_that("'import pip') exit 1;;", tmp_path)
    monkeypatch.setattr(front_door, "SYSTEM_PYTHON", python)
    assert front_door.base_python() == str(tmp_path / "python3")


@pytest.mark.parametrize(
    "answers", ["*version_info*) exit 1;;", "'import pip'|'import ensurepip') exit 1;;"]
)
def test_system_python_too_old_or_bare_is_passed_by(
    front_door: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    monkeypatch.setattr(front_door, "SYSTEM_PYTHON", python_that(answers, tmp_path))
    assert front_door.base_python() == sys.executable


def test_machine_without_system_python_uses_what_runs_it(
    front_door: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_door, "SYSTEM_PYTHON", str(tmp_path / "python3"))
    assert front_door.base_python() == sys.executable
