# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from lienthong.core.accounts.api import Account, ConnectedApp
from lienthong.testing.snapshot import once
from lienthong.testing.sso import Application, connect, signing_keys
from lienthong.testing.world import World, make_world

HEARING = "https://lich.quangtri.example/dang-xuat"


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.IDP_OIDC_PRIVATE_KEYS = signing_keys()
    cache.clear()
    return once("world", make_world)


@pytest.fixture
def officer(world: World) -> Account:
    account = world.account("leader")
    account.email = "lanh.dao@quangtri.example"
    account.save()
    return account


@pytest.fixture
def app(world: World) -> ConnectedApp:
    left = ("https://lich.quangtri.example/ra",)
    return connect(is_trusted=True, post_logout_uris=left, logout_uri=HEARING)


@pytest.fixture
def browser(officer: Account) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def lich(app: ConnectedApp, browser: Client) -> Application:
    return Application(browser)
