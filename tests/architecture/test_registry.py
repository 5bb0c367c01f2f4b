# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The registry equals the folders; actions carry permissions; relations obey the ranks."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path

from django.apps import apps
from django.db import models

from lienthong.cli import measure
from lienthong.demo import volume
from lienthong.kernel.actions import actions
from lienthong.kernel.registry import modules, permissions

RANKS = [
    {"registers", "indicators"},
    {"cases"},
    {"process"},
    {"forms", "notifications"},
    {"documents"},
    {"deadlines", "numbering", "search"},
    {"integration"},
    {"access"},
    {"units"},
    {"accounts"},
    {"references"},
    {"audit", "ui"},
]


def folders(path: Path) -> set[str]:
    return {entry.name for entry in path.iterdir() if (entry / "apps.py").exists()}


def rank(label: str) -> int:
    return next(i for i, names in enumerate(RANKS) if label in names)


def test_registry_equals_the_module_folders(source: Path) -> None:
    on_disk = folders(source / "modules")

    assert on_disk
    assert {module.label for module in modules()} == on_disk


def test_every_core_folder_is_installed_and_ranked(source: Path) -> None:
    on_disk = folders(source / "core")
    installed = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("lienthong.core.")
    }

    assert installed == on_disk
    assert all(rank(label) >= 0 for label in installed)


def _load_actions(source: Path) -> list[str]:
    found: list[str] = []
    for layer in ("core", "modules"):
        for app in folders(source / layer):
            package = f"lienthong.{layer}.{app}.actions"
            folder = source / layer / app / "actions"
            if folder.is_dir():
                importlib.import_module(package)
                found += [f"{package}.{info.name}" for info in pkgutil.iter_modules([str(folder)])]
    return found


def test_every_public_function_of_actions_is_guarded(source: Path) -> None:
    """An action has a permission; what acts share says that it is part of one, or only reads."""
    unguarded: list[str] = []
    names = _load_actions(source)
    assert len(names) > 20
    for name in names:
        module = importlib.import_module(name)
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            function = getattr(module, node.name)
            guarded = hasattr(function, "permission") or hasattr(function, "part_of_act")
            if not guarded and _writes(node):
                unguarded.append(f"{name}.{node.name}")
    assert unguarded == []


def _writes(node: ast.FunctionDef) -> bool:
    writers = {"save", "create", "update", "delete", "bulk_create", "get_or_create"}
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in writers
        for call in ast.walk(node)
    )


def test_every_action_names_a_declared_permission(source: Path) -> None:
    _load_actions(source)
    known = permissions()

    assert len(actions()) > 30
    undeclared = {name: p.code for name, p in actions().items() if p.code not in known}
    assert undeclared == {}


def test_permission_codes_lie_inside_their_app() -> None:
    for code, permission in permissions().items():
        assert code == permission.code
        assert code.count(".") == 2, code
        assert permission.module in {"kernel", *(c.label for c in apps.get_app_configs())}
        assert str(permission.title)
        assert str(permission.explanation)


def layer_of(model: type[models.Model]) -> tuple[str, str]:
    name = model._meta.app_config.name
    parts = name.split(".")
    return (parts[1], parts[2]) if name.startswith("lienthong.") else ("outside", name)


def test_relations_obey_the_ranks() -> None:
    """A foreign key by string has no import: the table of directions is applied to it here."""
    wrong: list[str] = []
    checked = 0
    for model in apps.get_models():
        layer, app = layer_of(model)
        if layer not in {"core", "modules"}:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None or isinstance(target, str):
                continue
            checked += 1
            other_layer, other = layer_of(target)
            if not allowed(layer, app, other_layer, other):
                wrong.append(f"{model.__name__}.{field.name} → {target.__name__}")
    assert checked > 50
    assert wrong == []


def allowed(layer: str, app: str, other_layer: str, other: str) -> bool:
    if (layer, app) == (other_layer, other) or other_layer == "outside":
        return True
    if layer == "modules":
        return other_layer == "core"
    return other_layer == "core" and rank(other) > rank(app)


def test_measure_tells_every_piece_of_work_that_is_weighed() -> None:
    assert list(measure.PARTS) == list(volume.PARTS)
