# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The first content of a new procedure: from nothing, from its source record, from another one.

Times and fees of a source keep ``from_source`` and stay to be confirmed until a person compared
them with the instrument. Legal basis: 63/2010/NĐ-CP, Điều 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.text import fold, slug
from lienthong.kernel.words import gettext as _
from lienthong.modules.onestop.domain.design.facts import CHANNELS, UNITS

NAME, SHORT_NAME, TITLE = 400, 200, 120
LINES_OF_RESULT = ("number", "signer")


@dataclass(frozen=True, slots=True)
class Identity:
    """What an administrator says first: which procedure it is, of which field, who decides.

    ``address`` is its place on the citizen's pages; ``form`` and ``process`` are codes, perhaps
    empty; ``matter`` is how the competent unit is looked up.
    """

    code: str
    name: str
    short_name: str
    address: str
    field: str
    level: str
    matter: str
    form: str = ""
    process: str = ""

    @property
    def stem(self) -> str:
        """Begins the codes of its papers and books."""
        return f"tt_{slug(self.code).replace('-', '_')}"


def from_nothing(skeleton: Content, identity: Identity) -> Content:
    """The common part of every procedure here, with what was said first."""
    made = _named(deepcopy(skeleton), identity)
    made["result"]["name"] = ""
    made["result"]["number"]["title"] = _("Sổ %(name)s") % {"name": identity.short_name}
    refusal = _("Thông báo từ chối: %(name)s") % {"name": identity.short_name}
    made["result"]["refusal"]["name"] = refusal[:SHORT_NAME]
    made["service_page"]["title"] = identity.short_name
    made["title_template"] = identity.short_name[:TITLE]
    return made


def from_copy(content: Content, identity: Identity) -> Content:
    """Everything of another procedure, with codes, papers and books of its own."""
    made = _named(deepcopy(content), identity)
    made["service_page"]["title"] = identity.short_name
    made["title_template"] = identity.short_name[:TITLE]
    made["version"] |= {"publication": {"instrument": None}, "to_be_confirmed": True, "note": None}
    made["source"] = {"read_on": None, "address": None, "note": None}
    return made


def from_source(
    skeleton: Content,
    identity: Identity,
    reading: Mapping[str, Any],
    *,
    law: frozenset[str],
    on: date,
) -> Content:
    """What the source record says, in the parts of a procedure; the rest as from nothing."""
    made = from_nothing(skeleton, identity)
    basis = [one for one in reading.get("legal_basis") or () if one in law]
    made |= {
        "legal_basis": basis,
        "applicants": [{"kind": None, "code": None, "name": one} for one in reading["applicants"]],
        "components": list(_components(reading.get("papers") or (), basis)),
        "fees": _fees(reading.get("fees") or (), basis, on),
        "source": {"read_on": None, "address": reading.get("address") or None, "note": None},
    }
    made["competence"]["rule"] = reading.get("agency") or None
    made["competence"]["legal_basis"] = basis[:1]
    decision = str(reading.get("decision") or "")
    made["version"]["publication"]["instrument"] = decision if decision in law else None
    _put_time(made["time"], reading.get("times") or (), basis)
    result = next(iter(reading.get("results") or ()), "")
    made["result"] |= {"name": result[:SHORT_NAME], "legal_basis": basis[:1]}
    made["result"]["number"]["legal_basis"] = basis[:1]
    made["service_page"]["lead"] = identity.name
    return made


def unconfirmed_of_source(content: Content) -> Iterator[str]:
    """Places of times and fees that came from a source and that nobody confirmed yet."""
    if _is_open(content.get("time") or {}):
        yield "time"
    for item in content.get("fees") or ():
        for rule in item.get("rules") or ():
            if _is_open(rule):
                yield f"fees/{item.get('key')}/rules/{rule.get('key')}"


def _is_open(part: Mapping[str, Any]) -> bool:
    return bool(part.get("from_source")) and part.get("to_be_confirmed") is not False


def _named(made: Content, identity: Identity) -> Content:
    stem, field_name = identity.stem, identity.field
    made |= {
        "code": identity.code,
        "name": identity.name[:NAME],
        "short_name": identity.short_name[:SHORT_NAME],
        "slug": identity.address,
        "field": {"code": "", "name": field_name, "to_be_confirmed": True},
        "level": identity.level,
        "codes": [{"system": "dvcqg", "code": identity.code, "to_be_confirmed": True}],
        "national": {**made["national"], "procedure_code": identity.code, "field_code": ""},
    }
    made["form"] = {"code": identity.form or made["form"]["code"]}
    made["process"] = {"code": identity.process or made["process"]["code"]}
    made["competence"] |= {"matter": identity.matter, "resolver": identity.level}
    result = made["result"]
    result["layout"] = result.get("layout") or (result.get("template") or None)
    result["template"] = f"{stem}_result"
    result["number"]["book"] = f"{stem}_register"
    refusal = result["refusal"]
    refusal["layout"] = refusal.get("layout") or refusal.get("template")
    refusal["template"] = f"{stem}_refusal"
    return made


def _components(papers: Sequence[Mapping[str, Any]], basis: list[str]) -> Iterator[dict[str, Any]]:
    for number, paper in enumerate(papers, start=1):
        counted = int(paper.get("originals") or 0) + int(paper.get("copies") or 0)
        yield {
            "key": f"paper_{number}",
            "code": None,
            "name": str(paper.get("name"))[:2_000],
            "kind": "submit",
            "required": "always",
            "originals": paper.get("originals") or (0 if counted else 1),
            "copies": paper.get("copies") or 0,
            "legal_basis": basis[:1],
            "to_be_confirmed": True,
        }


def _fees(rules: Sequence[Mapping[str, Any]], basis: list[str], on: date) -> list[dict[str, Any]]:
    """One item; every amount of the source is a rule of it. Free of charge is no item."""
    stated = [rule for rule in rules if rule.get("amount")]
    if not stated:
        return []
    made = [
        {
            "key": f"rate_{number}",
            "title": str(rule.get("name") or rule.get("text") or _("Mức thu"))[:SHORT_NAME],
            "amount": rule["amount"],
            "per": "dossier",
            "channels": list(rule.get("channels") or CHANNELS),
            "valid_from": on.isoformat(),
            "valid_to": None,
            "legal_basis": basis[:1],
            "decided_by": "central",
            "from_source": True,
            "to_be_confirmed": True,
        }
        for number, rule in enumerate(stated, start=1)
    ]
    name = str(stated[0].get("name") or _("Phí, lệ phí"))[:SHORT_NAME]
    kind = "fee" if fold(name).startswith("phi ") else "charge"
    item = {"key": "fee", "kind": kind, "name": name, "when_due": "at_filing"}
    return [{**item, "refundable": False, "rules": made}]


def _put_time(part: dict[str, Any], times: Sequence[Mapping[str, Any]], basis: list[str]) -> None:
    """The first limit that is a number of a known unit; words of the source always."""
    part |= {"legal_basis": basis[:1], "from_source": True, "to_be_confirmed": True}
    for rule in times:
        amount, unit = str(rule.get("amount") or ""), rule.get("unit")
        part["text"] = part["text"] or str(rule.get("text") or "")[:1_000]
        if amount.isdigit() and unit in UNITS and part["limit"]["amount"] is None:
            part["limit"] = {"amount": int(amount), "unit": unit}
