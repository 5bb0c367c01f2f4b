# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from django.core.cache import cache

from lienthong.core.accounts.api import Account, AccountKind, Person

PASSWORD = "Sông-Nhật-Lệ-2026"


@pytest.fixture
def officer(db: None, settings: Any) -> Account:
    settings.OFFICER_SECOND_FACTOR = "optional"
    cache.clear()
    person = Person.objects.create(full_name="Lê Quang Vinh")
    return Account.objects.create_user(
        "vinh.lq",
        PASSWORD,
        kind=AccountKind.OFFICER,
        person=person,
        display_name=person.full_name,
    )
