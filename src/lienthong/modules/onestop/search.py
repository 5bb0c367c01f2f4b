# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What of the one-stop can be found, pushed again from its own tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.urls import reverse

from lienthong.modules.onestop.actions.findable import make_findable, make_procedures_findable
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, Procedure

AT_ONCE = 200


def index_dossiers() -> int:
    """Push every dossier with its people, two hundred in a transaction; how many."""
    return sum(_index(keys) for keys in _portions())


def _portions() -> Iterator[list[int]]:
    last = 0
    while keys := list(
        Dossier.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield keys
        last = keys[-1]


def _index(keys: list[int]) -> int:
    with transaction.atomic():
        for dossier in Dossier.objects.select_related("case").filter(pk__in=keys):
            make_findable(dossier)
    return len(keys)


def index_procedures() -> int:
    """Push every procedure in force; how many."""
    with transaction.atomic():
        return make_procedures_findable()


def state_names() -> dict[str, str]:
    """The states in which a dossier can be found, in words, in their legal order."""
    return {code: str(name) for code, name in DossierState.choices if code != DossierState.DRAFT}


def procedure_addresses(ids: Iterable[int]) -> dict[int, str]:
    """The page of each procedure that has one, by its number."""
    slugs = Procedure.objects.filter(pk__in=ids).values_list("pk", "slug")
    return {pk: reverse("onestop:citizen-service", args=[slug]) for pk, slug in slugs}


ALL = (index_dossiers, index_procedures)
