# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The different limits of a procedure, as they are told before anybody has answered anything."""

from __future__ import annotations

from dataclasses import dataclass

from lienthong.modules.onestop.domain.procedure import NO_VARIANT, LimitSpec, ProcedureSpec


@dataclass(frozen=True, slots=True)
class PromiseSpec:
    """One limit and for whom it holds; ``title`` is empty when it is for all."""

    variant: str
    title: str
    text: str
    limit: LimitSpec


def promises_of(spec: ProcedureSpec) -> tuple[PromiseSpec, ...]:
    """Each different limit with the first variant that it holds for, in the order of variants."""
    found: dict[LimitSpec, PromiseSpec] = {}
    for entry in spec.data["variants"]:
        key, limit = str(entry["key"]), spec.limit_for(entry["key"])
        if limit not in found:
            title = str(entry["citizen_title"])
            found[limit] = PromiseSpec(key, title, spec.time_text(key), limit)
    if len(found) > 1:
        return tuple(found.values())
    whole = spec.limit_for(NO_VARIANT)
    return (PromiseSpec(NO_VARIANT, "", spec.time_text(NO_VARIANT), whole),)
