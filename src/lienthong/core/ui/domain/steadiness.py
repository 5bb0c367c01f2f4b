# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Marks tags that draw the same for the same arguments in a language, whoever reads and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])
_STEADY: set[Callable[..., object]] = set()


def steady(tag: F) -> F:
    """Say that nothing but its arguments and the language decides what a tag draws."""
    _STEADY.add(tag)
    return tag


def is_steady(tag: Callable[..., object]) -> bool:
    """Whether that was said of the tag."""
    return tag in _STEADY
