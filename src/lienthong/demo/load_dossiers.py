# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A few dossiers at different stages, made by the same acts that officers and citizens use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account, PersonFacts
from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.references.api import places
from lienthong.core.units.api import Unit
from lienthong.demo.citizens import begin_draft
from lienthong.demo.sources import read
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.counter import CounterEntry, receive_at_counter
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.intake import ComponentCheck, Missing, accept_dossier
from lienthong.modules.onestop.actions.submit import submit_dossier
from lienthong.modules.onestop.actions.supplement import propose_supplement
from lienthong.modules.onestop.models import Dossier, ProcedureVersion

PROCEDURE = "1.001193"
FACILITY = "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới"
KINH, VIET_NAM = "01", "VN"


def load_dossiers() -> None:
    """Make the sample dossiers, once."""
    if Dossier.objects.exists():
        return
    versions = ProcedureVersion.objects.on(timezone.localdate())
    version = versions.get(procedure__code=PROCEDURE)
    for row in read("dossiers")["dossiers"]:
        make = _submit if row["channel"] == "online" else receive_birth
        _bring_to(row["stage"], make(row, version), row)


def _submit(row: Mapping[str, Any], version: ProcedureVersion) -> Dossier:
    subject = f"demo-{row['mother'][2]}"
    actor, draft = begin_draft(version, subject=subject, facts=_facts(row))
    draft.answers = _answers(row)
    draft.save(update_fields=["answers"])
    return submit_dossier(draft, declared=True, actor=actor)


def receive_birth(row: Mapping[str, Any], version: ProcedureVersion) -> Dossier:
    """Received at the desk of the row's ward, with every paper."""
    entry = CounterEntry(
        procedure=version,
        person=_facts(row),
        answers=_answers(row),
        checks={
            key: ComponentCheck(state="accepted", originals=1)
            for key in ("declaration", "birth_certificate", "identity_document")
        },
        phone=_facts(row).phone,
    )
    desk = Unit.objects.get(code=f"qt-{row['division']}-mc")
    return receive_at_counter(desk, entry=entry, actor=_officer("tiepnhan1", row))


def _bring_to(stage: str, dossier: Dossier, row: Mapping[str, Any]) -> None:
    if stage == "submitted":
        return
    if row["channel"] == "online":
        accept_dossier(_step(dossier), checks={}, actor=_officer("tiepnhan1", row))
    examiner = _officer("hotich1", row)
    if stage == "sign":
        propose_result(_step(dossier), comment="Hồ sơ đủ điều kiện.", actor=examiner)
    elif stage == "send_supplement":
        missing = [Missing("birth_certificate", "Nộp bản chụp giấy chứng sinh rõ đủ bốn góc.")]
        reason = "Chưa tra được giấy chứng sinh điện tử."
        propose_supplement(_step(dossier), missing=missing, reason=reason, actor=examiner)


def _step(dossier: Dossier) -> Step:
    return open_steps_of(dossier.pk)[0]


def _officer(post: str, row: Mapping[str, Any]) -> Actor:
    return actor_for(Account.objects.get(username=f"{post}.{row['slug']}"))


def _facts(row: Mapping[str, Any]) -> PersonFacts:
    name, born, number = row["mother"]
    return PersonFacts(
        full_name=name,
        personal_id=number,
        date_of_birth=date.fromisoformat(born),
        gender="female",
        phone=f"0900{number[-6:]}",
        residence=f"Tổ dân phố 6, {places()[row['division']].text}",
    )


def _answers(row: Mapping[str, Any]) -> dict[str, Any]:
    place = places()[row["division"]]
    home = {"division": place.code, "division_text": place.text, "detail": "Tổ dân phố 6"}
    answers = _child(row, home) | _parent("mother", row, home) | _parent("father", row, home)
    answers |= {
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place": home,
        "parents_marriage": "registered_in_country",
        "father_declared": True,
        "contact_phone": _facts(row).phone,
        "result_delivery": "desk" if row["channel"] == "desk" else "store",
    }
    return answers | ({"copies_requested": row["copies"]} if "copies" in row else {})


def _child(row: Mapping[str, Any], home: Mapping[str, str]) -> dict[str, Any]:
    born = timezone.localdate() - timedelta(days=row["age"])
    online = row["channel"] == "online"
    return {
        "child_full_name": row["child"],
        "child_date_of_birth": born.isoformat(),
        "child_sex": row["sex"],
        "birth_place_kind": "facility",
        "birth_facility": FACILITY,
        "birth_proof_kind": "electronic_certificate" if online else "paper_certificate",
        "child_ethnicity": KINH,
        "child_nationality": VIET_NAM,
        "child_hometown": dict(home),
    }


def _parent(who: str, row: Mapping[str, Any], home: Mapping[str, str]) -> dict[str, Any]:
    name, born, number = row[who]
    return {
        f"{who}_full_name": name,
        f"{who}_date_of_birth": born,
        f"{who}_personal_id": number,
        f"{who}_residence": dict(home),
        f"{who}_ethnicity": KINH,
        f"{who}_nationality": VIET_NAM,
    }
