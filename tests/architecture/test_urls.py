# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every address: guarded, named in the matrix, and answered to each role as the matrix says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lienthong.kernel.permissions import Audience, Permission
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.tests.conftest import answers, world  # noqa: F401  # fixtures
from lienthong.testing.matrix import (
    COLUMNS,
    DENIED,
    SIGN_IN,
    TOKEN,
    addresses,
    ask,
    fingerprint,
    fits,
    read_matrix,
    url_of,
)
from lienthong.testing.words import english_words, shown_text
from lienthong.testing.world import World
from tests.architecture.world import make_clients, make_things

pytestmark = pytest.mark.covers("12")
MATRIX = read_matrix(Path(__file__).with_name("matrix.yaml"))
FOR_THE_LIBRARY = {"account_login", "mfa_authenticate", "account_inactive"}
"""Second names of sign-in pages under which the sign-in library looks them up."""

AFTER_PASSWORD = {"accounts:second-factor", "accounts:second-factor-enrolment"}
"""Open to whoever has just given a right password, before they are signed in."""
ASKED_FIRST = {"idp:oidc:authorization"}
"""Who asks, an application, is looked at before the officer is asked to sign in."""
NAMES_TOKENS = {
    "administration:style-guide",
    "administration:process",
    "administration:process-diagram",
    "openapi:documentation",
}
"""Screens that show names of tokens, or codes of steps as definitions have them."""


@pytest.fixture
def things(
    world: World,  # noqa: F811
    answers: dict[str, Any],  # noqa: F811
    tmp_path: Path,
    settings: Any,
) -> dict[str, Any]:
    return make_things(world, answers, tmp_path, settings)


def test_every_address_is_guarded_by_a_declared_permission() -> None:
    found = list(addresses())
    assert len(found) > 60

    for address in found:
        assert isinstance(address.view, type), address.route
        assert issubclass(address.view, GuardedView), address.route
        assert isinstance(address.permission, Permission), address.route


def test_every_address_and_method_is_in_the_matrix() -> None:
    there = {
        (address.name, method)
        for address in addresses()
        if address.name not in FOR_THE_LIBRARY
        for method in address.methods
    }
    listed = {
        (name, method)
        for name, row in MATRIX.items()
        for method in ("get", "post")
        if method in row
    }

    assert sorted(there - listed) == [], "say in matrix.yaml who may open them"
    assert sorted(listed - there) == [], "take out of matrix.yaml what is gone"


def test_public_addresses_are_those_the_matrix_shows_to_anybody() -> None:
    public = {
        address.name
        for address in addresses()
        if address.permission.audience is Audience.PUBLIC and address.name not in FOR_THE_LIBRARY
    }
    asked = {SIGN_IN, TOKEN}
    shown = {
        name
        for name, row in MATRIX.items()
        if any(row[method]["anonymous"] not in asked for method in ("get", "post") if method in row)
    }

    assert public == (shown | AFTER_PASSWORD) - ASKED_FIRST


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_role_is_answered_as_the_matrix_says(
    method: str,
    world: World,  # noqa: F811
    things: dict[str, Any],
) -> None:
    clients, before = make_clients(world), fingerprint()
    wrong: dict[str, str] = {}
    for name, row in MATRIX.items():
        url = url_of(name, row["args"], things)
        for role in COLUMNS if method in row else ():
            expected = row[method][role]
            answer, response = ask(clients[role], method, url)
            if not fits(answer, expected):
                wrong[f"{name} {role}"] = f"{answer}, not {expected}"
            if name not in NAMES_TOKENS and (leaked := leaks(response)):
                wrong[f"{name} {role} says"] = " ".join(leaked)

    assert wrong == {}
    assert fingerprint() == before


@pytest.mark.django_db
def test_denied_writes_change_nothing(
    world: World,  # noqa: F811
    things: dict[str, Any],
) -> None:
    """The same requests once more, kept this time: not one row may differ."""
    clients, before = make_clients(world), fingerprint()
    tried = 0
    for name, row in MATRIX.items():
        for role in COLUMNS if "post" in row else ():
            if row["post"][role] in DENIED:
                clients[role].post(url_of(name, row["args"], things), {"version": 1})
                tried += 1

    assert tried > 50
    assert fingerprint() == before


def leaks(response: Any) -> list[str]:
    """English and undefined names on a page."""
    if "text/html" not in response.get("Content-Type", "") or response.streaming:
        return []
    page = response.content.decode()
    return english_words(shown_text(page)) + re.findall("⟦.*?⟧", page)
