# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The way from the Vietnamese texts of pure code into the reader's language.

Pure code (clock, money, forms) knows no Django: it speaks Vietnamese until :func:`bind_translation`
gives it a translation.
"""

from __future__ import annotations

from collections.abc import Callable

Translate = Callable[[str], str]
TranslateCounted = Callable[[str, str, int], str]
_bound: list[tuple[Translate, TranslateCounted]] = []


def bind_translation(translate: Translate, counted: TranslateCounted) -> None:
    """Let every text pass through these two, which answer in the reader's language."""
    _bound[:] = [(translate, counted)]


def gettext(text: str) -> str:
    """The text in the reader's language; as it is while no translation is bound."""
    return _bound[0][0](text) if _bound else text


def ngettext(one: str, many: str, count: int) -> str:
    """The text for a number of things. Vietnamese says ``one`` for any number."""
    return _bound[0][1](one, many, count) if _bound else one


def gettext_noop(text: str) -> str:
    """Mark a text that is translated where it is used."""
    return text
