# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import httpx
import pytest
from django.core.cache import cache

from lienthong.portals.sign_in.tests.browser import Browser
from lienthong.testing.simulators import running_simulators


@pytest.fixture(scope="session")
def vneid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_simulators(tmp_path_factory.mktemp("vneid")) as address:
        yield address


@pytest.fixture
def browsers(
    transactional_db: None, live_server: Any, vneid: str, settings: Any
) -> Iterator[Callable[[], Browser]]:
    """Makes browsers of people who do not know each other."""
    providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["openid_connect"]["APPS"][0]["settings"]["server_url"] = vneid
    settings.SOCIALACCOUNT_PROVIDERS = providers
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1
    cache.clear()
    opened: list[Browser] = []

    def open_browser() -> Browser:
        opened.append(Browser(live_server.url))
        return opened[-1]

    yield open_browser
    for browser in opened:
        browser.close()


@pytest.fixture
def browser(browsers: Callable[[], Browser]) -> Browser:
    return browsers()


@pytest.fixture
def fault(vneid: str) -> Iterator[Any]:
    def switch(channel: str, mode: str, **more: str) -> None:
        answer = httpx.post(f"{vneid}/faults", json={"channel": channel, "mode": mode, **more})
        assert answer.status_code == 303

    yield switch
    switch("vneid.token", "off")
    switch("vneid.userinfo", "off")
