# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small world with every procedure of the packages."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """The world, with procedures."""
    return once("world with procedures", _with_procedures)


def _with_procedures() -> World:
    made = make_world()
    call_command("load_procedures", verbosity=0)
    return made
