# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from lienthong.core.accounts.api import Account, Person
from lienthong.core.forms.actions.publish import publish_form
from lienthong.core.forms.adapters import prefill, sources
from lienthong.core.forms.domain.prefill import Offer
from lienthong.core.forms.models import FormVersion
from lienthong.core.forms.tests.samples import PLACES, sample_content
from lienthong.kernel.actor import Actor, ActorKind


class PersonData:
    """Offers what a person allowed to be told, like the data of a national account."""

    code = "population"

    def __init__(self, values: Mapping[str, object], consent: str = "VNeID") -> None:
        self.values, self.consent = values, consent

    def offers(
        self, actor: Actor, meanings: frozenset[str], setting: Mapping[str, object]
    ) -> Mapping[str, Offer]:
        at = datetime(2026, 11, 20, 3, tzinfo=UTC)
        return {
            meaning: Offer(value, self.code, "Cơ sở dữ liệu dân cư", at, self.consent)
            for meaning, value in self.values.items()
            if meaning in meanings
        }

    def fills(self, meanings: frozenset[str]) -> Mapping[str, str]:
        return {meaning: "dân cư" for meaning in self.values if meaning in meanings}


@pytest.fixture(autouse=True)
def own_sources() -> Iterator[None]:
    """Each test binds its own providers and places."""
    providers, division = dict(prefill._providers), sources._bound.division
    prefill._providers.clear()
    sources.bind_divisions(lambda text: PLACES.get(text.lower()))
    yield
    prefill._providers.clear()
    prefill._providers.update(providers)
    sources._bound.division = division


def citizen(name: str) -> Actor:
    person = Person.objects.create(full_name=name)
    account = Account.objects.create_user(name, kind="citizen", person=person, display_name=name)
    return Actor(kind=ActorKind.CITIZEN, account_id=account.pk, person_id=person.pk, name=name)


@pytest.fixture
def duyen(db: None) -> Actor:
    return citizen("duyen")


@pytest.fixture
def stranger(db: None) -> Actor:
    return citizen("stranger")


@pytest.fixture
def version(db: None) -> FormVersion:
    return publish_form(sample_content(), actor=Actor.platform("test"))
