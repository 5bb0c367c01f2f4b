# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A post office that really takes letters and short messages, and people to write to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lienthong.core.accounts.api import Account, Person
from lienthong.core.notifications.api import NewMessage, Recipient, Subject
from lienthong.testing.post import PostOffice, running_post_office

PHONE, EMAIL = "0912345486", "duyen@example.vn"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with running_post_office(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture
def post(office: PostOffice, settings: Any) -> PostOffice:
    """The post office, empty and in order, connected to this test."""
    office.reset()
    office.connect(settings)
    return office


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(
        full_name="Trần Thị Mỹ Duyên", personal_id="044194003812", phone=PHONE
    )


@pytest.fixture
def citizen(person: Person) -> Account:
    return Account.objects.create_user("cd-1", kind="citizen", person=person)


def letter(person: Person, **changes: Any) -> NewMessage:
    """Something the kind of which goes everywhere."""
    values = {"subject": "Có thư", "text": "Nội dung."}
    made: dict[str, Any] = {
        "kind": "notifications.letter",
        "event_key": "test:1",
        "recipient": Recipient(person.full_name, person_id=person.pk, email=EMAIL, phone=PHONE),
        "values": values,
        "subject": Subject("test.thing", 7, "Việc thử"),
        "channels": ("in_app", "email", "sms"),
    }
    return NewMessage(**made | changes)
