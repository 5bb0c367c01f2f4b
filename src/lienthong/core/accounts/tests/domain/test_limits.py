# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from typing import Any

import pytest

from lienthong.core.accounts.domain.limits import attempt_key, read_limits, version_on

VALUE: dict[str, Any] = {
    "failures": 5,
    "window_minutes": 15,
    "lock_minutes": 20,
    "idle_minutes": {"officer": 60},
}


def test_read_limits_gives_durations() -> None:
    limits = read_limits(VALUE)
    assert (limits.failures, limits.window) == (5, timedelta(minutes=15))
    assert (limits.lock, limits.idle["officer"]) == (timedelta(minutes=20), timedelta(hours=1))


@pytest.mark.parametrize("changes", [{"failures": 0}, {"lock_minutes": 0}])
def test_read_limits_when_they_would_not_lock_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="lock"):
        read_limits(VALUE | changes)


def test_version_on_takes_the_one_in_force() -> None:
    old = {"valid_from": date(2025, 1, 1), "valid_to": date(2026, 1, 1), "value": {"n": 1}}
    new = {"valid_from": date(2026, 1, 1), "valid_to": None, "value": {"n": 2}}
    assert version_on([old, new], date(2025, 12, 31)) == {"n": 1}
    assert version_on([old, new], date(2026, 1, 1)) == {"n": 2}
    with pytest.raises(LookupError):
        version_on([old, new], date(2024, 12, 31))


def test_attempt_key_is_shared_by_spellings_and_hides_the_name() -> None:
    assert attempt_key(" Lê.Ổn ") == attempt_key("le.on")
    assert attempt_key("le.on") != attempt_key("le.om")
    assert "le.on" not in attempt_key("le.on")
