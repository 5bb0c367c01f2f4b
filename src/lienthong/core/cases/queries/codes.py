# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The codes of a case: its own, and the one that its module gave it before."""

from __future__ import annotations

from collections.abc import Iterable

from lienthong.core.cases.models import Case
from lienthong.kernel.registry import modules, resolve

CODES_SLOT = "officer.codes"
"""Where a module says the first codes of its cases, by their ids."""
CODED_SLOT = "officer.coded"
"""Where a module says which of its cases has a first code, as typed."""


def case_by_code(text: str) -> Case | None:
    """The case with this code, or with this code before it got one of its own."""
    found = Case.objects.filter(code="".join(text.split()).upper()).first()
    return found or _by_first_code(text)


def _by_first_code(text: str) -> Case | None:
    for module in modules():
        if CODED_SLOT in module.panels:
            pk = resolve(module, module.panels[CODED_SLOT])(text)
            if pk is not None:
                return Case.objects.get(pk=pk)
    return None


def code_of(case: Case) -> str:
    """What a case is called by: its code, else its first one; empty without any."""
    return case.code or first_codes([case.pk]).get(case.pk, "")


def first_codes(case_ids: Iterable[int]) -> dict[int, str]:
    """The codes that cases have before they get one of their own; nothing is read for none."""
    found: dict[int, str] = {}
    waiting = list(case_ids)
    for module in modules() if waiting else ():
        if CODES_SLOT in module.panels:
            found |= resolve(module, module.panels[CODES_SLOT])(waiting)
    return found
