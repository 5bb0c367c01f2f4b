# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every signed-in request costs: session with account, rights: two statements."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lienthong.modules.onestop.tests.conftest import world  # noqa: F401  # a fixture
from lienthong.testing.world import World

WHO = ('FROM "accounts_signinsession"', 'FROM "accounts_account"', "FROM units_membership")


def about_who(client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("officer:shortcuts")).status_code == 200
    return [
        query["sql"] for query in captured.captured_queries if any(w in query["sql"] for w in WHO)
    ]


@pytest.mark.covers("5")
def test_session_and_actor_take_two_statements_and_then_one(
    world: World,  # noqa: F811
    client: Client,
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(world.account("civil_status_officer"))
    caches["process"].clear()

    first, second = about_who(client), about_who(client)

    assert len(first) == 2
    assert len(second) == 1, "rights are remembered under the access epoch"


def test_rights_are_read_again_when_they_change(
    world: World,  # noqa: F811
    client: Client,
) -> None:
    account = world.account("civil_status_officer")
    client.force_login(account)
    about_who(client)

    account.grants.update(valid_to="2090-01-01")

    assert len(about_who(client)) == 2
