# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.test import Client

from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Two wards with their officers."""
    return once("world", make_world)


@pytest.fixture
def administrator(world: World) -> Client:
    """The browser of the first ward's administrator."""
    client = Client()
    client.force_login(world.account("administrator"))
    return client
