# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A list of procedures in YAML: ``meta`` and ``procedures``, one mapping each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from typing import Any

import yaml

from lienthong.modules.onestop.domain.catalogue.limits import DEPTH
from lienthong.modules.onestop.domain.catalogue.reading import (
    UNITS,
    Paper,
    Reading,
    check_identity,
    merged_fees,
    merged_times,
    text_in,
)
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused, Unreadable

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LEVELS = {"xa": "commune", "tinh": "province", "bo": "ministry", "co_quan_khac": "other"}
_ONLINE = {"toan_trinh": "full", "mot_phan": "partial", "khong": "counter"}
_CHANNELS = {"all": "all", "online": "online", "direct": "desk", "desk": "desk"}
_CHANNELS |= {"postal": "post", "post": "post"}


class _OnceLoader(_Loader):  # type: ignore[misc]
    """Plain data only; a key written twice is an error."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping, with every key once."""
        keys = [key.value for key, _value in node.value]
        if len(set(keys)) != len(keys):
            raise CatalogueRefused("repeated_key", f"dòng {node.start_mark.line + 1}")
        made: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return made


def load_list(text: str) -> tuple[date | None, list[Any]]:
    """Day of the list and its records. Raises ``CatalogueRefused``."""
    try:
        _look_through(text)
        data = yaml.load(text, Loader=_OnceLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise CatalogueRefused("bad_yaml", _line(error)) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise CatalogueRefused("bad_yaml") from error
    return _parts(data)


def _look_through(text: str) -> None:
    """No references to other parts, and no depth beyond the limit, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise CatalogueRefused("aliases")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise CatalogueRefused("too_deep")


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"dòng {mark.line + 1}" if mark is not None else ""


def _parts(data: Any) -> tuple[date | None, list[Any]]:
    meta = data.get("meta") if isinstance(data, Mapping) else None
    entries = data.get("procedures") if isinstance(data, Mapping) else None
    if not isinstance(meta, Mapping) or not isinstance(entries, list):
        raise CatalogueRefused("bad_list")
    day = meta.get("compiled")
    try:
        return (date.fromisoformat(day) if isinstance(day, str) else day), entries
    except ValueError as error:
        raise CatalogueRefused("wrong_day", str(day)[:40]) from error


def read_listed(entry: Any) -> Reading:
    """Our reading of one entry of a list. Raises ``Unreadable``."""
    if not isinstance(entry, Mapping):
        raise Unreadable("not_an_object")
    code, name = text_in(entry, "code"), text_in(entry, "name")
    check_identity(code, name)
    time, fee = _mapping(entry, "time_limit"), _mapping(entry, "fee")
    return Reading(
        code=code,
        name=name,
        field_name=text_in(entry, "field"),
        levels=tuple(_LEVELS.get(level, "other") for level in _texts(entry, "level")),
        agency=text_in(entry, "implementing_body"),
        decision=text_in(entry, "publication_decision"),
        address=text_in(entry, "source_url"),
        online=_ONLINE.get(str(_mapping(entry, "online_level").get("value")), "counter"),
        times=merged_times(_times(time)),
        fees=merged_fees(_fees(fee)),
        papers=tuple(_papers(entry)),
        results=tuple(text_in(one, "name") for one in _mappings(entry, "result")),
        legal_basis=tuple(_texts(entry, "legal_basis")),
        conditions="",
        steps=text_in(entry, "note"),
        warnings=tuple(f"unverified:{place}" for place in _texts(entry, "unverified_fields")),
    )


def _times(time: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    note = text_in(time, "note")
    cases = _mappings(time, "cases")
    if not cases or time.get("value") is not None:
        yield "all", _number(time), _unit(time), note
    for case in cases:
        if (_number(case), _unit(case)) != (_number(time), _unit(time)):
            yield "all", _number(case), _unit(case), text_in(case, "case")


def _fees(fee: Mapping[str, Any]) -> Iterator[tuple[str, str, int | None, str]]:
    items = _mappings(fee, "items")
    for item in items:
        amount = item.get("amount_vnd")
        if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int)):
            raise Unreadable("wrong_type", "fee.items.amount_vnd")
        channel = _CHANNELS.get(str(item.get("channel", "all")), "all")
        yield channel, text_in(item, "name"), amount, text_in(item, "per")
    if not items:
        yield "all", "", None, text_in(fee, "note")


def _papers(entry: Mapping[str, Any]) -> Iterator[Paper]:
    for one in _mappings(entry, "documents"):
        originals, copies = one.get("originals") or 0, one.get("copies") or 0
        if not isinstance(originals, int) or not isinstance(copies, int):
            raise Unreadable("wrong_type", "documents")
        required = "present" if one.get("kind") == "present" else str(one.get("required"))
        yield Paper(text_in(one, "name"), originals, copies, required)


def _number(time: Mapping[str, Any]) -> str:
    value = time.get("value")
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("wrong_type", "time_limit.value")
    return f"{value:g}"


def _unit(time: Mapping[str, Any]) -> str:
    unit = str(time.get("unit") or "other")
    return unit if unit in UNITS else "other"


def _mapping(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = entry.get(key) or {}
    if not isinstance(value, Mapping):
        raise Unreadable("wrong_type", key)
    return value


def _mappings(entry: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise Unreadable("wrong_type", key)
    return value


def _texts(entry: Mapping[str, Any], key: str) -> list[str]:
    value = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unreadable("wrong_type", key)
    return value
