# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Each import contract is broken once on purpose, in a copy, and import-linter says so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lienthong.cli import new_module

pytestmark = pytest.mark.covers("5")
ROOT = Path(__file__).resolve().parents[2]
OFFENCES = [
    ("Platform layers", "kernel/offence.py", "import lienthong.core.units.api"),
    ("Platform layers", "core/units/tests/offence.py", "import lienthong.modules.onestop.rules"),
    ("Core apps are ranked", "core/units/tests/offence.py", "import lienthong.core.cases.api"),
    ("Core apps are ranked", "core/stray/__init__.py", ""),
    ("Modules are islands", "modules/other/rules.py", "import lienthong.modules.onestop.rules"),
    (
        "Core is entered by the front door",
        "modules/onestop/tests/offence.py",
        "import lienthong.core.units.queries",
    ),
    (
        "Inside an app, files have ranks",
        "modules/onestop/models/offence.py",
        "import lienthong.modules.onestop.actions.submit",
    ),
    ("Inside an app, files have ranks", "modules/onestop/helpers.py", ""),
    (
        "Supervisor, simulators and traffic stand alone",
        "simulators/offence.py",
        "import lienthong.kernel",
    ),
    (
        "Test helpers stay in tests",
        "modules/onestop/queries/offence.py",
        "import lienthong.testing.threads",
    ),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python files of the package, and nothing of what they run."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(
        ROOT / "src" / "lienthong",
        folder / "src" / "lienthong",
        ignore=lambda at, names: {
            name for name in names if not name.endswith(".py") and not (Path(at) / name).is_dir()
        },
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_copy_as_it_is_keeps_all_seven(copy: Path) -> None:
    found = lint(copy)

    assert found.returncode == 0, found.stdout[-3000:]
    assert "Contracts: 7 kept, 0 broken." in found.stdout


@pytest.mark.parametrize(("contract", "file", "line"), OFFENCES, ids=lambda value: value)
def test_offence_is_reported_under_its_contract(
    copy: Path, contract: str, file: str, line: str
) -> None:
    path = copy / "src" / "lienthong" / file
    made = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in made:
        (folder / "__init__.py").write_text("", "utf-8")
    path.write_text(f"{line}\n", "utf-8")
    try:
        found = lint(copy)
    finally:
        shutil.rmtree(made[-1]) if made else path.unlink()

    assert found.returncode == 1
    assert re.search(rf"^{re.escape(contract)} BROKEN", found.stdout, re.MULTILINE), found.stdout


def test_skeleton_of_a_new_module_keeps_all_seven(copy: Path) -> None:
    folder = copy / "src" / "lienthong" / "modules" / "petitions"
    new_module.write(folder, "petitions", "Đơn thư")
    try:
        found = lint(copy)
    finally:
        shutil.rmtree(folder)

    assert "Contracts: 7 kept, 0 broken." in found.stdout, found.stdout[-2000:]


def test_every_contract_is_among_those_broken_here(copy: Path) -> None:
    text = (copy / "pyproject.toml").read_text("utf-8")
    named = re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nname = "([^"]+)"', text)

    assert len(named) == 7
    assert {contract for contract, _, _ in OFFENCES} == set(named)


_MIDNIGHT = re.compile(
    r"combine\((?:[^()]|\([^()]*\))*?,\s*(?:datetime\.)?(?:time\(\)|time\.min|min\.time\(\)),\s*\S"
    r"|make_aware\(\s*(?:datetime\.)*combine\((?:[^()]|\([^()]*\))*?,\s*(?:time\(\)|time\.min)"
)


def test_the_midnight_of_a_day_is_computed_in_one_place(source: Path) -> None:
    told = "datetime.combine(day + timedelta(days=1), time(), zone)"
    assert _MIDNIGHT.search(told)
    assert _MIDNIGHT.search("datetime.combine(day, datetime.min.time(), UTC)")
    assert not _MIDNIGHT.search("datetime.combine(day, datetime.min.time())"), "a local one"

    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if "tests" not in path.parts and _MIDNIGHT.search(path.read_text("utf-8"))
    }

    assert found == {"kernel/clock/zone.py"}
