# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lienthong.testing.simulators import running_simulators


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("simulators")


@pytest.fixture(scope="module")
def address(data_dir: Path) -> Iterator[str]:
    with running_simulators(data_dir) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client
        client.post("/faults", json={"channel": "vneid.token", "mode": "off"})
        client.post("/faults", json={"channel": "vneid.userinfo", "mode": "off"})
        client.post("/faults", json={"channel": "tsa", "mode": "off"})
