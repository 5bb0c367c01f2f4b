# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator

import pytest

from lienthong.testing.simulators import running_simulators
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Two wards with their officers."""
    return once("world", make_world)


@pytest.fixture(scope="session")
def partners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The simulated authorities that signing needs, over real HTTP."""
    with running_simulators(tmp_path_factory.mktemp("partners")) as address:
        yield address
