# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Each check of the registry is broken once on purpose."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import gettext_lazy as _

from lienthong.kernel import checks, ports, registry
from lienthong.kernel.module import MenuItem, Module
from lienthong.kernel.permissions import PUBLIC, Permission

VIEW = Permission("sample.record.view", _("Xem"), _("Xem hồ sơ mẫu."))
FILES = {
    "__init__.py": "",
    "urls.py": "urlpatterns = []\n",
    "queries.py": "from lienthong.core.cases import api\n\n\ndef services():\n    return [api]\n",
    "tests/__init__.py": "",
    "tests/test_x.py": "from lienthong.core.search.api import find\n",
}


def package_of(module: Module) -> str:
    return "lienthong_sample" if module.label == "sample" else f"lienthong.modules.{module.label}"


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Module]:
    """A module that describes itself rightly, in a package of its own."""
    package = tmp_path / "lienthong_sample"
    for name, text in FILES.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(Module, "package", property(package_of))
    yield Module(
        label="sample",
        title=_("Mẫu"),
        explanation=_("Để thử."),
        requires=("cases",),
        permissions=(VIEW,),
        menu=(MenuItem(_("Mẫu"), "officer:inbox", VIEW),),
        urls={"officer": "urls"},
        services="queries.services",
    )
    for name in [name for name in sys.modules if name.split(".")[0] == "lienthong_sample"]:
        del sys.modules[name]


def ids(*modules: Module) -> list[str]:
    declared = {VIEW.code: VIEW, PUBLIC.code: PUBLIC}
    return [str(problem.id) for problem in checks.problems(modules, declared)]


def test_module_when_it_describes_itself_rightly_then_there_is_no_problem(sample: Module) -> None:
    assert ids(sample) == []


def test_label_when_taken_twice_then_is_reported(sample: Module) -> None:
    assert ids(sample, sample) == ["lienthong.E001"]


@pytest.mark.parametrize("code", ["other.record.view", "sample.record", "sample.a.b.c", "sample"])
def test_permission_when_outside_its_module_then_is_reported(sample: Module, code: str) -> None:
    stray = replace(VIEW, code=code)

    assert ids(replace(sample, permissions=(VIEW, stray))) == ["lienthong.E002"]


def test_permission_when_declared_twice_then_is_reported(sample: Module) -> None:
    assert set(ids(replace(sample, permissions=(VIEW, VIEW)))) == {"lienthong.E002"}


def test_text_when_it_cannot_be_translated_then_is_reported(sample: Module) -> None:
    assert ids(replace(sample, title="Mẫu")) == ["lienthong.E003"]
    assert ids(replace(sample, permissions=(replace(VIEW, title="Xem"),))) == ["lienthong.E003"]


def test_menu_when_permission_is_undeclared_then_is_reported(sample: Module) -> None:
    unknown = replace(VIEW, code="sample.record.edit")

    entry = MenuItem(_("Mẫu"), "officer:inbox", unknown)

    assert ids(replace(sample, menu=(entry,))) == ["lienthong.E004"]


def test_menu_when_it_leads_nowhere_then_is_reported(sample: Module) -> None:
    assert ids(replace(sample, menu=(MenuItem(_("Mẫu"), "sample:list", VIEW),))) == [
        "lienthong.E005"
    ]


def test_menu_when_the_portal_is_unknown_then_is_reported(sample: Module) -> None:
    entry = MenuItem(_("Mẫu"), "officer:inbox", VIEW, portal="kiosk")

    assert ids(replace(sample, menu=(entry,))) == ["lienthong.E004"]
    assert ids(replace(sample, urls={"kiosk": "urls"})) == ["lienthong.E004"]


@pytest.mark.parametrize("dotted", ["queries.nothing", "nowhere.services"])
def test_dotted_name_when_it_does_not_resolve_then_is_reported(sample: Module, dotted: str) -> None:
    for changed in (
        replace(sample, services=dotted),
        replace(sample, search=(dotted,)),
        replace(sample, panels={"home": dotted}),
        replace(sample, reports=(dotted,)),
    ):
        assert ids(changed) == ["lienthong.E006"]


@pytest.mark.parametrize("dotted", ["queries", "nowhere"])
def test_urls_when_there_are_none_then_is_reported(sample: Module, dotted: str) -> None:
    assert ids(replace(sample, urls={"officer": dotted})) == ["lienthong.E006"]


def test_requires_when_imports_say_otherwise_then_is_reported(sample: Module) -> None:
    assert ids(replace(sample, requires=())) == ["lienthong.E007"]
    assert ids(replace(sample, requires=("cases", "search"))) == ["lienthong.E007"]


def test_port_when_unbound_then_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_bound", ports._Ports())

    found = [problem for problem in checks.check_registry() if problem.id == "lienthong.E008"]

    assert len(found) == 3


@pytest.mark.covers("5")
def test_registry_when_the_platform_starts_then_has_no_problem() -> None:
    assert registry.modules()
    assert checks.check_registry() == []
