# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Languages in which the screens really speak: Vietnamese, and those with a catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import get_language


@cache
def spoken_languages() -> tuple[str, ...]:
    """Language codes; a language without a catalogue of ours is not offered."""
    first = settings.LANGUAGE_CODE
    others = [code for code, _name in settings.LANGUAGES if code != first]
    return (first, *(code for code in others if _has_catalogue(code)))


def check_languages(**_options: Any) -> list[CheckMessage]:
    """A system check: every language of the settings has its compiled catalogue."""
    absent = [code for code, _name in settings.LANGUAGES if code not in spoken_languages()]
    hint = "Run ./lienthong messages, which compiles the catalogues."
    return [
        Error(f"no compiled catalogue of language {code}", hint=hint, id="lienthong.E020")
        for code in absent
    ]


def next_language() -> str:
    """The spoken language after the present one; empty while there is no other."""
    known, present = spoken_languages(), get_language()
    place = known.index(present) if present in known else -1
    following = known[(place + 1) % len(known)]
    return "" if following == present else following


def _has_catalogue(code: str) -> bool:
    folders = (Path(folder) / code / "LC_MESSAGES" for folder in settings.LOCALE_PATHS)
    return any((folder / "django.mo").is_file() for folder in folders)
