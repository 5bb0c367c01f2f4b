# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose cases run on a table: where their steps go, and when they stand still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lienthong.core.cases.models import Case


@dataclass(frozen=True, slots=True)
class Host:
    """What a module answers about a case of its kind, so that the core can move its table.

    ``places`` answers ``Places`` of the core's acts; ``rests`` says that nothing moves by itself
    now: the case is stopped, or waits for somebody.
    """

    places: Callable[[Case], Any]
    rests: Callable[[Case], bool]


_hosts: dict[str, Host] = {}


def register_host(kind: str, host: Host) -> None:
    """Let the module of this kind of case answer where steps go that open by themselves."""
    _hosts[kind] = host


def host_of(kind: str) -> Host | None:
    """The host of a kind of case; None when its steps never open by themselves."""
    return _hosts.get(kind)
