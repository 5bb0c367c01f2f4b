# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
import zlib
from datetime import date

import pytest
from django.test import Client

from lienthong.core.access.api import Role
from lienthong.core.process.api import ProcessVersion, publish_version
from lienthong.kernel.actor import Actor
from lienthong.testing.snapshot import once
from lienthong.testing.tables import everything
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Two wards with their officers."""
    return once("world", make_world)


@pytest.fixture
def administrator(world: World) -> Client:
    """The browser of an administrator."""
    return signed_in(world, "administrator")


@pytest.fixture
def version(world: World) -> ProcessVersion:
    """The first version of the table with every construct, in force; its role can be held."""
    Role.objects.create(code="officer", title="Cán bộ", permissions=[])
    return publish_version(everything(), valid_from=date(2026, 7, 1), actor=Actor.platform("test"))


def signed_in(world: World, role: str) -> Client:
    """The browser of an officer."""
    client = Client()
    client.force_login(world.account(role))
    return client


def packed(text: str) -> str:
    """A diagram as the browser packs it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()
