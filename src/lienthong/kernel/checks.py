# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""System checks over the registry: a module that misdescribes itself does not start."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from lienthong.kernel import ports, registry
from lienthong.kernel.module import PORTALS, MenuItem, Module
from lienthong.kernel.permissions import Permission

GROUND = frozenset({"access", "accounts", "audit", "references", "ui", "units"})
"""Core apps that every module stands on; ``requires`` names the others."""
_CORE = "lienthong.core."


def check_registry(**_: Any) -> list[CheckMessage]:
    """Everything that is wrong with the installed modules, as Django's start-up wants it."""
    return [*problems(registry.modules(), registry.permissions()), *_ports()]


def problems(
    modules: Sequence[Module], permissions: Mapping[str, Permission]
) -> Iterator[CheckMessage]:
    """What is wrong with the declarations; ``permissions`` are all declared ones by code."""
    yield from _labels(modules)
    for module in modules:
        yield from _permissions(module)
        yield from _texts(module)
        yield from _menu(module, permissions)
        yield from _urls(module)
        yield from _dotted(module)
        yield from _requires(module)


def _error(module: Module, number: int, text: str) -> Error:
    return Error(f"{module.label}: {text}", obj=module.label, id=f"lienthong.E{number:03}")


def _labels(modules: Sequence[Module]) -> Iterator[Error]:
    seen: set[str] = set()
    for module in modules:
        if module.label in seen:
            yield _error(module, 1, "the label is taken by another module")
        seen.add(module.label)


def _permissions(module: Module) -> Iterator[Error]:
    codes = [permission.code for permission in module.permissions]
    for code in codes:
        if not code.startswith(f"{module.label}.") or code.count(".") != 2:
            yield _error(module, 2, f"permission {code} is not {module.label}.noun.verb")
        if codes.count(code) > 1:
            yield _error(module, 2, f"permission {code} is declared twice")


def _texts(module: Module) -> Iterator[Error]:
    texts = [module.title, *(item.title for item in module.menu)]
    texts += [module.explanation] if module.explanation else []
    for permission in module.permissions:
        texts += [permission.title, permission.explanation]
    for text in texts:
        if not isinstance(text, Promise):
            yield _error(module, 3, f"the text {text!r} does not go through gettext_lazy")


def _menu(module: Module, permissions: Mapping[str, Permission]) -> Iterator[Error]:
    for item in module.menu:
        if item.permission.code not in permissions:
            yield _error(module, 4, f"menu entry {item.url_name}: permission is not declared")
        if item.portal not in PORTALS:
            yield _error(module, 4, f"menu entry {item.url_name}: no portal {item.portal}")
        elif not _reverses(item):
            yield _error(module, 5, f"menu entry {item.url_name} leads nowhere")


def _reverses(item: MenuItem) -> bool:
    try:
        reverse(item.url_name)
    except NoReverseMatch:
        return False
    return True


def _urls(module: Module) -> Iterator[Error]:
    for portal, dotted in module.urls.items():
        if portal not in PORTALS:
            yield _error(module, 4, f"addresses for an unknown portal {portal}")
        name = f"{module.package}.{dotted}"
        try:
            importlib.import_module(name).urlpatterns  # noqa: B018  # reading it is the check
        except (ImportError, AttributeError) as missing:
            yield _error(module, 6, f"{name}: {missing}")


def _dotted(module: Module) -> Iterator[Error]:
    names = [*module.search, *module.panels.values(), *module.reports]
    for name in filter(None, [module.services, *names]):
        try:
            registry.resolve(module, name)
        except (ImportError, AttributeError) as missing:
            yield _error(module, 6, f"{name} does not resolve: {missing}")


def _requires(module: Module) -> Iterator[Error]:
    declared, used = set(module.requires), imported_core_apps(module.package) - GROUND
    for label in sorted(used - declared):
        yield _error(module, 7, f"imports core.{label} but does not require it")
    for label in sorted(declared - used):
        yield _error(module, 7, f"requires core.{label} but never imports it")


def imported_core_apps(package: str) -> set[str]:
    """Labels of the core apps that a package imports, its tests left out. Raises ImportError."""
    folder = Path(str(importlib.import_module(package).__file__)).parent
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        if "tests" not in file.relative_to(folder).parts:
            found |= _core_labels(ast.walk(ast.parse(file.read_text("utf-8"))))
    return found


def _core_labels(nodes: Iterable[ast.AST]) -> set[str]:
    names: list[str] = []
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return {name.split(".")[2] for name in names if name.startswith(_CORE)}


def _ports() -> Iterator[Error]:
    for name in ports.unbound():
        yield Error(f"the port {name} is not bound", id="lienthong.E008")
