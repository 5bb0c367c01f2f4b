# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Officers at their screens: sign in, post a form as the screen renders it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from lienthong.core.cases.api import Step, open_steps_of
from lienthong.modules.onestop.models import Dossier
from lienthong.testing.world import Ward, World

HIDDEN = re.compile(r'name="version" value="(\d+)"')


@dataclass
class Desk:
    """One officer's browser."""

    client: Client

    @classmethod
    def of(cls, world: World, role: str, *, ward: Ward | None = None) -> Desk:
        client = Client()
        client.force_login(world.account(role, ward=ward))
        return cls(client)

    def case(self, dossier: Dossier, **asked: str) -> Any:
        """The screen of the dossier."""
        return self.client.get(reverse("onestop:officer-case", args=[dossier.pk]), asked)

    def act(self, name: str, step: Step, **data: Any) -> Any:
        """Post one of the acts of the case screen."""
        return self.client.post(reverse(f"onestop:officer-{name}", args=[step.pk]), data)


def only_step(dossier: Dossier) -> Step:
    """The one open step."""
    (step,) = open_steps_of(dossier.pk)
    return step


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def version_in(response: Any) -> str:
    """The version that the forms of a page carry."""
    found = HIDDEN.search(text_of(response))
    assert found is not None
    return found[1]
