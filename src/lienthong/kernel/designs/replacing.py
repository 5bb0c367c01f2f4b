# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A version gives way to another that begins on the same day.

One that nothing uses goes. One that is used never changes and stays for what uses it, but is valid
on no day any more: a mistake seen on the day of publication does not have to wait for the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lienthong.kernel.designs.stored import Design
from lienthong.kernel.registry import declared_in


@dataclass(frozen=True, slots=True)
class VersionUse:
    """What an app keeps of another app's versions by number (``VERSION_USES`` of a ``tables.py``).

    ``of`` is the label of the version, such as ``forms.formversion``.
    """

    of: str
    is_used: Callable[[int], bool]


def is_used(version: Any) -> bool:
    """Whether an app keeps a version by its number, or a row other than a design refers to it."""
    label = version._meta.label_lower  # the name of the model, as uses are declared
    uses = (use for use in declared_in("tables", "VERSION_USES") if use.of == label)
    return any(use.is_used(version.pk) for use in uses) or _is_referred_to(version)


def _is_referred_to(version: Any) -> bool:
    """Whether rows other than designs point to it."""
    return any(
        one.related_model._default_manager.filter(**{one.field.name: version}).exists()
        for one in version._meta.related_objects
        if not issubclass(one.related_model, Design)
    )


def give_way(version: Any, design: type[Design], *, day: date) -> bool:
    """Whether a version begins on the day, and left it to the next one.

    Unused it is gone, and designs that were begun from it go on from none until the next one is
    stored; used it ends on the day that it began. The version before stays ended on the day. Call
    inside an act that holds what the version is of; a row that came to refer to it meanwhile stops
    the act.
    """
    if version is None or version.valid_from != day:
        return False
    if is_used(version):
        version.valid_to = day
        version.save(update_fields=["valid_to"])
        return True
    designs: Any = design._default_manager
    designs.filter(base=version).update(base=None)
    version.delete()
    return True


def first_day(newest: Any) -> date:
    """The day that a next version can begin on at the earliest, today or later."""
    today = timezone.localdate()
    return today if newest is None else max(today, newest.valid_from)
