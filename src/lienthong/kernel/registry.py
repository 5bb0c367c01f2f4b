# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The installed modules, found through their app configs; nothing else lists them."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, cast

from django.apps import AppConfig, apps

from lienthong.kernel.bulk import BulkAct
from lienthong.kernel.lists import ListExport, ListSpec
from lienthong.kernel.module import MessageKind, Module
from lienthong.kernel.permissions import OFFICER_DESK, PUBLIC, SIGNED_IN, ApiScope, Permission
from lienthong.kernel.rest import USE_API, Endpoint
from lienthong.kernel.step_services import (
    ProcessName,
    StepMark,
    StepMessage,
    StepNeed,
    StepService,
)


class ModuleConfig(AppConfig):
    """Base of every module's app config. ``default`` stays False here: Django must not see two."""

    default = False

    def ready(self) -> None:
        """Import what must be heard from the start: subscribers and jobs."""
        for name in ("subscribers", "tasks"):
            _import_if_present(f"{self.name}.{name}")


class CoreConfig(AppConfig):
    """Base of every core app's config; imports its projections and jobs at start-up."""

    default = False

    def ready(self) -> None:
        """Import what must be heard from the start: subscribers and jobs."""
        for name in ("subscribers", "tasks"):
            _import_if_present(f"{self.name}.{name}")


def _import_if_present(dotted: str) -> None:
    try:
        importlib.import_module(dotted)
    except ModuleNotFoundError as missing:
        if missing.name != dotted:
            raise


@cache
def modules() -> tuple[Module, ...]:
    """Every installed module's declaration, in the order of INSTALLED_APPS."""
    return tuple(_declarations())


def _declarations() -> Iterator[Module]:
    for config in apps.get_app_configs():
        if config.name.startswith("lienthong.modules."):
            yield cast("Module", importlib.import_module(f"{config.name}.module").MODULE)


def module(label: str) -> Module:
    """The module with the label. Raises ``LookupError``."""
    for declared in modules():
        if declared.label == label:
            return declared
    raise LookupError(label)


def resolve(declared: Module, dotted: str) -> Callable[..., Any]:
    """The object a module names relative to its package. Raises ``ImportError``."""
    path, _, name = dotted.rpartition(".")
    return cast(
        "Callable[..., Any]", getattr(importlib.import_module(f"{declared.package}.{path}"), name)
    )


@cache
def message_kinds() -> dict[str, tuple[str, MessageKind]]:
    """Every declared kind of message by code, with the core app or module that declares it."""
    found: dict[str, tuple[str, MessageKind]] = {}
    for config in apps.get_app_configs():
        if config.name.startswith(("lienthong.core.", "lienthong.modules.")):
            kinds = _declared(f"{config.name}.notifications")
            found |= {kind.code: (config.name, kind) for kind in kinds}
    return found


@cache
def lists() -> tuple[ListSpec, ...]:
    """Lists whose ways of looking can be kept: ``ALL`` of each app's ``tables.py``."""
    apps_of_ours = (c for c in apps.get_app_configs() if c.name.startswith("lienthong."))
    return tuple(spec for config in apps_of_ours for spec in _declared(f"{config.name}.tables"))


@cache
def list_exports() -> dict[str, ListExport]:
    """Lists that can be taken away whole, by code: ``EXPORTS`` of each app's ``tables.py``."""
    return {each.code: each for each in declared_in("tables", "EXPORTS")}


@cache
def bulk_acts() -> tuple[BulkAct, ...]:
    """What can be done to many rows: ``BULK`` of each app's ``tables.py``."""
    apps_of_ours = (c for c in apps.get_app_configs() if c.name.startswith("lienthong."))
    found = (_declared(f"{config.name}.tables", "BULK") for config in apps_of_ours)
    return tuple(act for acts in found for act in acts)


@cache
def step_services() -> dict[str, StepService]:
    """Every service that steps of processes may name, by code. Raises ``ValueError`` for two."""
    found: dict[str, StepService] = {}
    for service in declared_in("tasks", "STEP_SERVICES"):
        if service.code in found:
            raise ValueError(f"two step services are called {service.code}")
        found[service.code] = service
    return found


@cache
def process_names() -> dict[str, ProcessName]:
    """The names of data that apps give a value in processes, by code."""
    return {name.code: name for name in declared_in("rules", "PROCESS_NAMES")}


@cache
def step_messages() -> dict[str, StepMessage]:
    """The messages that acts of apps send to waiting steps, by code."""
    return {message.code: message for message in declared_in("rules", "PROCESS_MESSAGES")}


@cache
def step_marks() -> dict[str, StepMark]:
    """The marks of steps and outcomes that apps obey, by code."""
    return {mark.code: mark for mark in declared_in("rules", "PROCESS_MARKS")}


@cache
def step_needs() -> dict[str, StepNeed]:
    """What outcomes may ask for, by code."""
    return {need.code: need for need in declared_in("rules", "PROCESS_NEEDS")}


def indexers() -> tuple[Callable[[], int], ...]:
    """What pushes the rows of each app into the search index again: ``ALL`` of its ``search.py``.

    Each answers how many rows it pushed.
    """
    apps_of_ours = (c for c in apps.get_app_configs() if c.name.startswith("lienthong."))
    return tuple(each for config in apps_of_ours for each in _declared(f"{config.name}.search"))


@cache
def permissions() -> dict[str, Permission]:
    """Every declared permission by code: kernel, core apps and modules."""
    found = {p.code: p for p in (PUBLIC, SIGNED_IN, OFFICER_DESK, USE_API)}
    for config in apps.get_app_configs():
        if config.name.startswith("lienthong."):
            found |= {p.code: p for p in _declared(f"{config.name}.permissions")}
    return found


def endpoints() -> tuple[Endpoint, ...]:
    """What modules offer through the open API, in the order of INSTALLED_APPS."""
    found = (resolve(declared, declared.rest) for declared in modules() if declared.rest)
    return tuple(endpoint for each in found for endpoint in cast("tuple[Endpoint, ...]", each))


@cache
def api_scopes() -> dict[str, ApiScope]:
    """Every scope of tokens by code: ``API_SCOPES`` of each app's ``permissions.py``."""
    apps_of_ours = (c for c in apps.get_app_configs() if c.name.startswith("lienthong."))
    found = (_declared(f"{config.name}.permissions", "API_SCOPES") for config in apps_of_ours)
    return {scope.code: scope for scopes in found for scope in scopes}


def declared_in(file: str, name: str) -> tuple[Any, ...]:
    """What every app of ours declares under a name in one of its files, in the order of apps."""
    apps_of_ours = (c for c in apps.get_app_configs() if c.name.startswith("lienthong."))
    found = (_declared(f"{config.name}.{file}", name) for config in apps_of_ours)
    return tuple(each for declared in found for each in declared)


def _declared(dotted: str, name: str = "ALL") -> tuple[Any, ...]:
    """What a leaf file declares, as ``ALL`` or ``name``; nothing without such a file."""
    try:
        return cast("tuple[Any, ...]", getattr(importlib.import_module(dotted), name, ()))
    except ModuleNotFoundError as missing:
        if missing.name != dotted:
            raise
        return ()
