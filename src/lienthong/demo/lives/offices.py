# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The offices of the demo province with their officers, read once from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.references.api import places
from lienthong.core.units.api import Unit, UnitCode, version_of
from lienthong.demo.lives.life import Office, Officer, UnitText
from lienthong.demo.plan import OfficerPlan, officers
from lienthong.demo.sources import read

POSTS = {
    "desk": ("tiepnhan",),
    "leader": ("phochutich",),
    "clerk": ("vanthu",),
    "civil": ("hotich",),
    "business": ("kinhte",),
    "construction": ("xaydung", "kinhte"),
    "social": ("hotich",),
}
"""Which officers of a commune act in which post, by the first part of their user names."""
PROVINCE = {
    "licence": "gplx",
    "police_leader": "giamdoc.ca",
    "police_clerk": "vanthu.ca",
    "environment": "moitruong",
    "environment_leader": "giamdoc.snnmt",
    "environment_clerk": "vanthu.snnmt",
    "centre": "tiepnhan1.ttpvhcc",
    "land": "datdai",
    "fire": "pccc",
}
"""Officers of the province who resolve, receive online or give opinions, by user name."""
CENTRE = "qt-ttpvhcc"
"""The public-service centre of the province: it receives online what the province resolves."""
SUFFIXES = {"agency": "", "desk": "-mc", "office": "-vp", "economy": "-kt", "society": "-vhxh"}


def offices() -> list[Office]:
    """One office for each commune, in the order of the data."""
    accounts = {row.username: row for row in Account.objects.filter(kind="officer")}
    ids = dict(Unit.objects.values_list("code", "pk"))
    prefixes = dict(UnitCode.objects.filter(scheme="dossier_prefix").values_list("unit_id", "code"))
    plans = _plans_by_slug()
    asked = {post: _officer(accounts[name], own=False) for post, name in PROVINCE.items()}
    return [
        _office(commune, ids, prefixes, plans[commune["slug"]], accounts, asked)
        for commune in read("units")["communes"]
    ]


def _plans_by_slug() -> dict[str, list[OfficerPlan]]:
    found: dict[str, list[OfficerPlan]] = {}
    for plan in officers():
        found.setdefault(plan.username.rpartition(".")[2], []).append(plan)
    return found


def _office(
    commune: Mapping[str, str],
    ids: Mapping[str, int],
    prefixes: Mapping[int, str],
    plans: list[OfficerPlan],
    accounts: Mapping[str, Account],
    asked: Mapping[str, Officer],
) -> Office:
    code = commune["code"]
    units = {name: _unit(ids[f"qt-{code}{end}"], prefixes) for name, end in SUFFIXES.items()}
    units["centre"] = replace(_unit(ids[CENTRE], prefixes), is_own=False)
    team = {
        post: tuple(
            _officer(accounts[plan.username])
            for plan in plans
            if plan.username.rpartition(".")[0].rstrip("0123456789") == wanted
        )
        for post, wanted in _wanted(plans).items()
    }
    return Office(
        code=commune["slug"],
        division=code,
        division_text=places()[code].text,
        units=units,
        officers={**team, **{post: (one,) for post, one in asked.items()}},
    )


def _wanted(plans: list[OfficerPlan]) -> dict[str, str]:
    """For each post the first kind of user name that the commune has."""
    there = {plan.username.rpartition(".")[0].rstrip("0123456789") for plan in plans}
    return {post: next(name for name in names if name in there) for post, names in POSTS.items()}


def _unit(unit_id: int, prefixes: Mapping[int, str]) -> UnitText:
    version = version_of(unit_id)
    place = version.details.get("place", version.short_name)
    prefix = prefixes.get(unit_id, "")
    return UnitText(unit_id, version.name, version.short_name, place, prefix)


def _officer(account: Account, *, own: bool = True) -> Officer:
    actor = actor_for(account)
    return Officer(
        account.pk,
        actor.name,
        actor.position,
        actor.unit_id or 0,
        actor.unit_name,
        is_own=own,
    )
