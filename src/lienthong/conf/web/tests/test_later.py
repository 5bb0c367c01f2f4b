# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A module that is put off runs when something in it is first asked for, and once."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lienthong.conf.web.later import put_off

NAME = "lienthong_seldom_used"
SLOW = "import sys\nruns = sys.modules.setdefault('lienthong_runs', [])\nruns.append(1)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the module lies; everything is as before afterwards."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.syspath_prepend(tmp_path)
    put_off([NAME])
    yield tmp_path
    for name in (NAME, f"{NAME}.part", "lienthong_runs"):
        sys.modules.pop(name, None)


def test_runs_once_when_several_threads_first_ask(folder: Path) -> None:
    (folder / f"{NAME}.py").write_text(f"{SLOW}import time\ntime.sleep(0.05)\nanswer = 42\n")
    module = importlib.import_module(NAME)
    assert importlib.import_module(NAME) is module
    assert "lienthong_runs" not in sys.modules

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _turn: module.answer, range(4)))

    assert found == [42] * 4
    assert str(sys.modules["lienthong_runs"]) == "[1]"
    with pytest.raises(AttributeError, match="nothing"):
        _ = module.nothing


def test_package_with_parts_runs_when_a_part_is_asked_for_by_name(folder: Path) -> None:
    (folder / NAME).mkdir()
    (folder / NAME / "__init__.py").write_text(f"{SLOW}from .part import answer\n")
    (folder / NAME / "part.py").write_text("answer = 7\n")
    importlib.import_module(NAME)
    assert f"{NAME}.part" not in sys.modules

    assert importlib.import_module(NAME).answer == 7
    assert sys.modules[f"{NAME}.part"].answer == 7


def test_version_is_told_without_running(folder: Path) -> None:
    (folder / f"{NAME}.py").write_text("raise RuntimeError\n")
    (folder / f"{NAME}-1.2.dist-info").mkdir()
    (folder / f"{NAME}-1.2.dist-info" / "METADATA").write_text(f"Name: {NAME}\nVersion: 1.2\n")

    assert importlib.import_module(NAME).__version__ == "1.2"


def test_compiled_module_is_loaded_when_it_is_first_used() -> None:
    said = """
import sys
from lienthong.conf.web.later import put_off
put_off(["lxml.etree"])
from lxml import etree
print("lxml.etree" in sys.modules, hasattr(type(etree), "__getattr__"), "fromstring" in vars(etree))
print(etree.fromstring(b"<a><b/></a>")[0].tag, "fromstring" in vars(etree))
from lxml import objectify
import lxml.etree
print(isinstance(objectify.fromstring("<a/>"), etree._Element), lxml.etree.Element("x").tag)
try:
    etree.fromstring(b"<a>")
except etree.XMLSyntaxError as fault:
    print(type(fault) is sys.modules["lxml.etree"].XMLSyntaxError)
"""
    done = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=True
    )  # our own words

    assert done.stdout.split() == ["True", "True", "False", "b", "True", "True", "x", "True"]


def test_module_that_failed_runs_again(folder: Path) -> None:
    (folder / f"{NAME}.py").write_text("raise RuntimeError('not yet')\n")
    module = importlib.import_module(NAME)
    with pytest.raises(RuntimeError, match="not yet"):
        _ = module.answer
    time.sleep(0.01)  # its time of change tells that it is another
    (folder / f"{NAME}.py").write_text("answer = 'now it is there'\n")
    importlib.invalidate_caches()

    assert module.answer == "now it is there"
