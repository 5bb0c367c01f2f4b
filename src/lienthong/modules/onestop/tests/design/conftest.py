# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.test import Client

from lienthong.testing.world import World


@pytest.fixture
def administrator(world: World) -> Client:
    """The browser of an administrator."""
    return signed_in(world, "administrator")


def signed_in(world: World, role: str) -> Client:
    """The browser of an officer."""
    client = Client()
    client.force_login(world.account(role))
    return client
