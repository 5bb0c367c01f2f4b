# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.test import Client

from lienthong.core.forms.api import FormDesign, FormVersion, publish_form
from lienthong.kernel.actor import Actor
from lienthong.portals.administration.forms.tests.samples import CODE, content
from lienthong.testing.snapshot import once
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
def version(world: World) -> FormVersion:
    """The first version of the sample form, in force."""
    return publish_form(content(), actor=Actor.platform("test"))


@pytest.fixture
def design(administrator: Client, version: FormVersion) -> FormDesign:
    """The sample form, opened in the editor by its first change."""
    administrator.post(f"/quan-tri/bieu-mau/{CODE}/", {"act": "add_page"})
    return FormDesign.objects.get(form__code=CODE)


def signed_in(world: World, role: str) -> Client:
    """The browser of an officer."""
    client = Client()
    client.force_login(world.account(role))
    return client
