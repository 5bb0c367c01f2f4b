# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from lienthong.core.accounts.adapters import sessions
from lienthong.core.accounts.adapters.sessions import SessionStore


def test_text_read_again_says_the_same_and_nobody_changes_it_for_another() -> None:
    told = {"_auth_user_id": "7", "lt_seen": 1_795_000_000, "fault": {"place": "a"}}
    text = SessionStore().encode(told)

    first = SessionStore().decode(text)
    first["fault"]["place"] = "b"

    assert SessionStore().decode(text) == told


def test_text_that_nobody_signed_says_nothing_each_time() -> None:
    signed = SessionStore().encode({"_auth_user_id": "7"})
    other = SessionStore().encode({"_auth_user_id": "8"})
    forged = other.partition(":")[0] + signed[signed.index(":") :]

    assert SessionStore().decode(signed) == {"_auth_user_id": "7"}
    assert [SessionStore().decode(forged) for _time in range(2)] == [{}, {}]


def test_no_more_texts_are_kept_than_said() -> None:
    for number in range(sessions.MOST_UNSEALED + 3):
        SessionStore().decode(SessionStore().encode({"n": number}))

    assert 0 < len(sessions._UNSEALED) <= sessions.MOST_UNSEALED
