# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Providers of answers that the state already holds; apps register theirs at start-up."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from lienthong.core.forms.domain.prefill import Offer
from lienthong.kernel.actor import Actor

logger = logging.getLogger(__name__)


class PrefillUnavailable(Exception):
    """The source does not answer now; the form is filled in by hand."""


class PrefillProvider(Protocol):
    """Knows answers by meaning, from data that is already on this machine (no network calls).

    A provider offers nothing without the person's consent; every offer names that consent.
    """

    code: str

    def offers(
        self, actor: Actor, meanings: frozenset[str], setting: Mapping[str, Any]
    ) -> Mapping[str, Offer]:
        """Known answers among the wanted meanings. May raise PrefillUnavailable.

        ``setting`` is the draft's: for whom it is filled in, what may be used again.
        """

    def fills(self, meanings: frozenset[str]) -> Mapping[str, str]:
        """Which of the meanings it can ever offer, each with the words for where from."""


_providers: dict[str, PrefillProvider] = {}


def register_prefill_provider(provider: PrefillProvider) -> None:
    """Add a provider under its code; registering the same code again replaces it."""
    _providers[provider.code] = provider


def sources_of(meanings: frozenset[str]) -> dict[str, list[str]]:
    """Meaning → where it can be filled from, in order of registration; absent where nowhere."""
    found: dict[str, list[str]] = {}
    for provider in _providers.values():
        for meaning, words in provider.fills(meanings).items():
            found.setdefault(meaning, []).append(words)
    return found


def collect_offers(
    actor: Actor, meanings: frozenset[str], setting: Mapping[str, Any]
) -> dict[str, Offer]:
    """Offers of all providers in order of registration; the first that knows a meaning wins."""
    offers: dict[str, Offer] = {}
    for provider in _providers.values():
        missing = meanings - set(offers)
        if not missing:
            break
        try:
            offers |= provider.offers(actor, missing, setting)
        except PrefillUnavailable as error:
            logger.warning("prefill source %s does not answer: %s", provider.code, error)
    return offers
