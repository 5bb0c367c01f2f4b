# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dated settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from lienthong.core.references.models import Instrument, SettingVersion
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.reference import read_yaml


def setting(key: str, *, on: date | None = None) -> Any:
    """The value of a setting on the day (today). Raises ``LookupError`` when none is in force."""
    found = _SETTINGS.first(key, on or timezone.localdate())
    if found is None:
        raise LookupError(key)
    return found.value


def _settings_on(key: str, day: date) -> QuerySet[SettingVersion]:
    rows = SettingVersion.objects.filter(setting__key=key).on(day)
    return cast("QuerySet[SettingVersion]", rows.order_by("pk"))


_SETTINGS = Prepared(_settings_on)


def packaged_setting(key: str, file: Path, *, on: date | None = None) -> Any:
    """The setting of the installation in force on the day (today), else the packaged version.

    The file lists dated ``versions`` with ``valid_from``, ``valid_to`` and ``value``. Raises
    ``LookupError`` for a day before the first.
    """
    day = on or timezone.localdate()
    try:
        return setting(key, on=day)
    except LookupError:
        return _version_on(file, day)["value"]


@dataclass(frozen=True, slots=True)
class Grounded:
    """A value in force with what it rests on; ``to_be_confirmed`` while its text was not read."""

    value: Any
    legal_basis: str
    to_be_confirmed: bool


def grounded_setting(key: str, file: Path, *, on: date | None = None) -> Grounded:
    """What ``packaged_setting`` answers, with its ground. Raises ``LookupError`` likewise."""
    day = on or timezone.localdate()
    stored = _settings_on(key, day).select_related("instrument").first()
    if stored is not None:
        ground = stored.instrument.key if stored.instrument else ""
        return Grounded(stored.value, ground, stored.to_be_confirmed)
    packaged = _version_on(file, day)
    return Grounded(packaged["value"], packaged["legal_basis"], packaged["to_be_confirmed"])


def _version_on(file: Path, day: date) -> Mapping[str, Any]:
    for version in _versions(file):
        end = version["valid_to"]
        if version["valid_from"] <= day and (end is None or day < end):
            return version
    raise LookupError(f"{file.name} on {day}")


@cache
def _versions(file: Path) -> list[Mapping[str, Any]]:
    versions: list[Mapping[str, Any]] = read_yaml(file.read_text("utf-8"))["versions"]
    return versions


def ends_on(instrument: Instrument) -> date | None:
    """The first day on which the instrument is not in force; None while nothing ends it.

    One that is replaced without a day of its own ends when the other begins, else today.
    """
    if instrument.in_force_to is not None or not instrument.replaced_by:
        return instrument.in_force_to
    other = Instrument.objects.filter(key=instrument.replaced_by).first()
    return other.in_force_from if other and other.in_force_from else timezone.localdate()


@dataclass(frozen=True, slots=True)
class Packaged:
    """A setting that the software brings: its name and the newest value, which others resemble.

    ``versions`` are its values with ``valid_from``, ``valid_to`` and ``legal_basis``. Of the
    figures in ``least`` others than 0, which sets no limit, are at least so much.
    """

    key: str
    title: str
    value: Any
    versions: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)
    least: Mapping[str, int] = field(default_factory=dict, compare=False)


@cache
def packaged_settings() -> dict[str, Packaged]:
    """The settings that something reads, by key: reference files that name one (``setting``)."""
    found = {}
    for app in apps.get_app_configs():
        for file in sorted((Path(app.path) / "reference").glob("*.yaml")):
            text = file.read_text("utf-8")
            if "\nsetting: " in text:
                said = read_yaml(text)
                key, dated = said["setting"], tuple(said["versions"])
                least = said.get("least", {})
                found[key] = Packaged(key, said["title"], dated[-1]["value"], dated, least)
    return dict(sorted(found.items()))
