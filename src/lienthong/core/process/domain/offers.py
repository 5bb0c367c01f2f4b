# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether what a table lets the system do is offered. Pure: the caller knows what is."""

from __future__ import annotations

from collections.abc import Mapping

from lienthong.core.process.domain.problems import Problem, problem
from lienthong.core.process.domain.tables import DataType, Kind, Step, Table, all_steps

Offers = Mapping[str, Mapping[str, DataType]]
"""Code of a service → the names that it sets, with their types."""


def check_services(table: Table, offers: Offers) -> list[Problem]:
    """Steps that name nothing on offer, and declared names that a service sets otherwise."""
    steps = (step for step in all_steps(table) if step.kind is Kind.SERVICE)
    return [found for step in steps for found in _step(step, table, offers)]


def _step(step: Step, table: Table, offers: Offers) -> list[Problem]:
    if step.service not in offers:
        return [problem("unoffered_service", step.node, service=step.service)]
    return [
        problem("service_type", step.node, name=name, expected=kind)
        for name, kind in offers[step.service].items()
        if name in table.data and table.data[name].type is not kind
    ]
