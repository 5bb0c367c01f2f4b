# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which desk screen a step is worked on."""

from __future__ import annotations

from django.urls import reverse

from lienthong.core.cases.api import Step

CHECK_NODES = frozenset({"intake", "send_supplement", "check_supplement", "recheck"})
RETURN_NODES = frozenset({"return_result"})
TAKE_NODES = frozenset({"take_over"})
DESK_NODES = CHECK_NODES | RETURN_NODES | TAKE_NODES
WAIT_NODES = frozenset({"intake_supplement", "supplement"})


def desk_url(step: Step | None) -> str:
    """Address of the desk screen for a step; the reception list for every other one."""
    if step is not None and step.node in CHECK_NODES:
        return reverse("onestop:officer-check", args=[step.pk])
    if step is not None and step.node in TAKE_NODES:
        return reverse("onestop:officer-take-over", args=[step.pk])
    if step is not None and step.node in RETURN_NODES:
        return reverse("onestop:officer-return", args=[step.pk])
    return reverse("onestop:officer-reception")
