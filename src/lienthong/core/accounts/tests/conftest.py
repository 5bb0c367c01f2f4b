# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator

import pytest

from lienthong.core.accounts.events import PersonChanged, PersonRegistered, SignedIn, SignInLocked
from lienthong.kernel import events
from lienthong.kernel.actor import Actor
from lienthong.kernel.events import Event


@pytest.fixture
def platform() -> Actor:
    return Actor.platform("thử nghiệm")


@pytest.fixture
def heard() -> Iterator[list[Event]]:
    """Everything announced during the test."""
    heard: list[Event] = []

    def hear(event: Event) -> None:
        heard.append(event)

    kinds: tuple[type[Event], ...] = (PersonRegistered, PersonChanged, SignedIn, SignInLocked)
    for kind in kinds:
        events.project(kind)(hear)
    yield heard
    for kind in kinds:
        events._projections[kind].remove(hear)
