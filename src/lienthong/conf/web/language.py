# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader's language where Django is not reached: refusals of the web and edge processes.

The same catalogue as on every screen, read with the standard library.
"""

from __future__ import annotations

import gettext as catalogues
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lienthong.conf.web.messages import Answer, Scope, cookies, header, plain

COOKIE = "lt_language"
SOURCE = "vi"
LOCALE = Path(__file__).resolve().parents[2] / "locale"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A short answer in words, with a marked message."""

    status: int
    message: str
    extra: tuple[tuple[bytes, bytes], ...] = ()

    def answer(self, scope: Scope, *extra: tuple[bytes, bytes]) -> Answer:
        """The refusal in the reader's language, with headers of the place where it is said."""
        language = language_of(scope)
        message = translate(self.message, language)
        return plain(self.status, message, *self.extra, *extra, language=language)


def language_of(scope: Scope) -> str:
    """The language chosen in this browser, or named alone by a script of our page.

    What a browser accepts besides is not asked: many here speak English by default.
    """
    chosen = cookies(scope).get(COOKIE) or header(scope, b"accept-language")
    return chosen if chosen in spoken() else SOURCE


def translate(text: str, language: str) -> str:
    """A marked text in a language."""
    return _catalogue(language).gettext(text)


@cache
def spoken() -> frozenset[str]:
    """Languages with a compiled catalogue, and the one of the source."""
    found = LOCALE.glob("*/LC_MESSAGES/django.mo")
    return frozenset({SOURCE, *(path.parents[1].name for path in found)})


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    return catalogues.translation("django", LOCALE, [language], fallback=True)
