# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every test starts from: nothing remembered by the process."""

from __future__ import annotations

import gc

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck, settings

settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")
"""How long an example takes says how busy the machine is, and nothing about the product."""


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later search for garbage: it stays anyway.

    What tests leave in circles is searched for now and then; Python's own numbers look through
    everything that tests load so often that it took them an eighth of their time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Names, rights and trials kept in memory belong to rows that are gone."""
    caches["process"].clear()
