# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading dossiers: by code, of a person, for the desk and the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.accounts.api import MandateState, Person
from lienthong.core.cases.api import Case, CaseComment, Opinion, units_reaching
from lienthong.core.documents.api import worked_files
from lienthong.core.units.api import names_of
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.prepared import Prepared
from lienthong.modules.onestop.domain.codes import normalise_code
from lienthong.modules.onestop.models import (
    Dossier,
    DossierComponent,
    ExtensionNotice,
    FieldVisit,
    SupplementNotice,
)
from lienthong.modules.onestop.permissions import REGISTER

OWNER_KIND = "onestop.dossier"
"""How files name the dossier they belong to."""


def dossiers() -> QuerySet[Dossier]:
    """Dossiers with what every screen shows."""
    return Dossier.objects.select_related(
        "case__kind", "procedure_version__procedure", "submitter", "mandate"
    )


def known_dossier(pk: int) -> Dossier:
    """One dossier with what every screen shows. Raises ``LookupError`` when there is none."""
    found = _KNOWN.first(pk)
    if found is None:
        raise LookupError(pk)
    return found


_KNOWN = Prepared(lambda pk: dossiers().filter(pk=pk))


def with_parts(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Dossiers that know which rare rows they have, so that a screen asks for none in vain.

    They know the units that may reach them too.
    """
    own = {"dossier_id": OuterRef("pk")}
    of_case = {"case_id": OuterRef("pk")}
    return rows.select_related("result", "case__form").annotate(
        read_scope=units_reaching("pk"),
        has_extension=Exists(ExtensionNotice.objects.filter(**own)),
        has_supplement=Exists(SupplementNotice.objects.filter(**own)),
        has_comment=Exists(CaseComment.objects.filter(**of_case)),
        has_visit=Exists(FieldVisit.objects.filter(**own)),
        has_opinion=Exists(Opinion.objects.filter(**of_case)),
        has_work=Exists(worked_files(OWNER_KIND, OuterRef("pk"))),
    )


_WITH_PARTS = Prepared(lambda pk: with_parts(dossiers()).filter(pk=pk))


def dossier_with_parts(pk: int) -> Dossier | None:
    """One dossier with everything that its screen starts from; one statement."""
    found = _WITH_PARTS.first(pk)
    if found is not None:
        found.case.known_scope = frozenset(vars(found)["read_scope"])
    return found


def know_components(dossier: Dossier) -> None:
    """Read the components of a dossier at once, so that nothing asks for them again."""
    rows: Any = dossier.components.all()
    rows._result_cache, rows._prefetch_done = _COMPONENTS.all(dossier.pk), True
    for row in rows:
        row.dossier = dossier
    vars(dossier).setdefault("_prefetched_objects_cache", {})["components"] = rows


_COMPONENTS: Prepared[DossierComponent] = Prepared(
    lambda pk: DossierComponent.objects.filter(dossier_id=pk).order_by("order")
)


def may_have(dossier: Dossier, part: str) -> bool:
    """Whether there may be rows of a part: ``extension``, ``supplement``, ``comment``,
    ``visit``, ``opinion``, ``work`` (of officers on its files).

    Certain only for dossiers read with ``with_parts``.
    """
    return bool(getattr(dossier, f"has_{part}", True))


def find_by_code(text: str) -> Dossier | None:
    """The dossier with the dossier code or submission code, as typed or scanned."""
    code = normalise_code(text)
    return _BY_CODE.first(code) if code else None


def ids_by_code(code: str) -> QuerySet[Any, Any]:
    """Numbers of cases with either code: two looks into two indexes.

    No index answers a condition on either of two tables.
    """
    accepted, filed = Case.objects.filter(code=code), Dossier.objects.filter(submission_code=code)
    return accepted.values("pk").union(filed.values("pk"), all=True)


def _by_code(code: str) -> QuerySet[Dossier]:
    return dossiers().filter(pk__in=ids_by_code(code)).order_by("pk")


_BY_CODE = Prepared(_by_code)


def submission_codes(case_ids: Iterable[int]) -> dict[int, str]:
    """Submission codes of dossiers that have no other code yet, in one query."""
    rows = Dossier.objects.filter(pk__in=list(case_ids))
    return dict(rows.values_list("pk", "submission_code"))


def case_of_code(text: str) -> int | None:
    """The id of the case whose dossier has this submission code, as typed or scanned."""
    rows = Dossier.objects.filter(submission_code=normalise_code(text))
    return rows.values_list("pk", flat=True).first()


def own_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """The citizen's own dossiers and those filed in their place, newest first.

    Each by an index of its own: one condition on both would look at every dossier.
    """
    person = actor.person_id or 0
    numbers = Person.objects.filter(pk=person, personal_id__isnull=False).values("personal_id")
    filed = Dossier.objects.filter(~Q(mandate__state=MandateState.REVOKED), submitter_id=person)
    in_place = Dossier.objects.filter(mandate__principal_personal_id__in=numbers)
    mine = filed.values("pk").union(in_place.values("pk"))
    return dossiers().filter(pk__in=mine).order_by("-case__received_at", "-pk")


def own_dossier(actor: Actor, code: str) -> Dossier:
    """The citizen's own dossier by either code. Raises ``OutOfScope``."""
    found = find_by_code(code)
    if found is None or actor.person_id not in found.owner_person_ids():
        raise OutOfScope
    return found


def register(
    actor: Actor, *, since: date, until: date, unit_id: int | None = None, state: str = ""
) -> QuerySet[Dossier]:
    """The register (Mẫu 07): dossiers received in the days (inclusive) by units within reach.

    Legal basis: 03/2025/TT-VPCP.
    """
    start, end = clock.midnight(since), clock.midnight(until + timedelta(days=1))
    rows = dossiers().filter(accepted_at__gte=start, accepted_at__lt=end)
    allowed = reachable_unit_ids(reach(actor, REGISTER))
    if allowed is not None:
        rows = rows.filter(Q(case__unit_id__in=allowed) | Q(case__agency_id__in=allowed))
    if unit_id is not None:
        rows = rows.filter(Q(case__unit_id=unit_id) | Q(case__agency_id=unit_id))
    if state:
        rows = rows.filter(case__state=state)
    return rows.order_by("accepted_at", "pk")


_SHOWN = (
    *("submission_code", "set_count", "applicant", "contact", "accepted_at"),
    *("case__code", "case__title", "case__due_at", "case__agency_id"),
    *("result__handed_out__returned_at", "result__handed_out__taker_name"),
    *("result__revocation__revoked_at", "result__revocation__decision_number"),
)
"""What the register shows of a dossier, its case and its result."""


def register_rows(found: QuerySet[Dossier]) -> list[dict[str, Any]]:
    """Rows of the register; moments are local ones, None where there is none."""
    parts = ("case", "result__handed_out", "result__revocation")
    rows = list(found.select_related(None).select_related(*parts).only(*_SHOWN))
    areas = names_of({row.case.agency_id for row in rows})
    return [
        {
            "pk": row.pk,
            "code": row.code,
            "content": row.case.title,
            "sets": row.set_count,
            "applicant": row.applicant.get("name", ""),
            "address": row.contact.get("address", ""),
            "phone": row.contact.get("phone", ""),
            "received": _moment(row.accepted_at),
            "due": _moment(row.case.due_at),
            "returned": _moment(_returned_at(row)),
            "taker": _taker(row),
            "area": areas.get(row.case.agency_id, ""),
            "note": _register_note(row),
        }
        for row in rows
    ]


def register_pieces(found: QuerySet[Dossier], size: int = 1000) -> Iterator[dict[str, Any]]:
    """Rows of the register however many, in its order, read piece by piece.

    Only numbers are held of all of them, and of a piece only what the rows show.
    """
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        part = keys[start : start + size]
        rows = {row["pk"]: row for row in register_rows(Dossier.objects.filter(pk__in=part))}
        yield from (rows[key] for key in part if key in rows)


def _moment(value: datetime | None) -> datetime | None:
    return timezone.localtime(value) if value else None


def _returned_at(dossier: Dossier) -> datetime | None:
    result = getattr(dossier, "result", None)
    handed = getattr(result, "handed_out", None)
    return handed.returned_at if handed else None


def _taker(dossier: Dossier) -> str:
    result = getattr(dossier, "result", None)
    handed = getattr(result, "handed_out", None)
    return handed.taker_name if handed else ""


def _register_note(dossier: Dossier) -> str:
    """What changed the record after the return: the result was revoked."""
    revocation = getattr(getattr(dossier, "result", None), "revocation", None)
    if revocation is None:
        return ""
    day = timezone.localdate(revocation.revoked_at)
    return f"Đã thu hồi {day:%d/%m/%Y}, {revocation.decision_number}"


def completion(case: Case) -> int:
    """How far a case is, in percent of its usual stations: all that the public may see.

    Legal basis: 01/2018/TT-VPCP, Điều 16.
    """
    from lienthong.core.process.api import ProcessInstance, path  # the engine is slow to load

    instance = ProcessInstance.objects.filter(pk=case.instance_id or 0).first()
    if instance is None or case.closed_at is not None:
        return 100 if case.closed_at else 0
    stations = path(instance)
    done = sum(1 for station in stations if station.state == "done")
    return round(100 * done / len(stations)) if stations else 0
