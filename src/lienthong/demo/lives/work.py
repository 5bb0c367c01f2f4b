# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the worker does for a dossier, at once and with one specimen in the place of every PDF.

The jobs' actions are the real ones. Only what is slow and leaves no row is left out: drawing,
signing with keys, speaking to partners.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.cases.api import ServiceCall, answer_service
from lienthong.core.documents.api import (
    Drawn,
    FileVersion,
    IssuedDocument,
    Kept,
    Signature,
    SignatureVerdict,
    Signed,
    complete_signature,
    issue_document,
    print_html,
    record_check,
    record_rendering,
)
from lienthong.core.integration.api import lease_next, partner_by_code, settle_sent
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.papers import record_drawing, record_seal
from lienthong.modules.onestop.actions.serving import served_by
from lienthong.modules.onestop.models import DossierPaper

SUBJECT, SERIAL = "Common Name: Bản minh họa", "01"
ISSUER = "Common Name: Dữ liệu sinh ra để thử"
KNOWN = {"found": True, "name_matches": True, "residence": ""}
"""What the population database says of everybody."""


def print_specimen() -> Kept:
    """Put the one PDF into the store that stands for all papers; it says so itself."""
    return print_html("demo/print/specimen.html", {}).kept


BY_CLOCK = "timestamp"
"""By this argument jobs are known that the clock orders and no act."""


@dataclass
class Desk:
    """Does the jobs that acts have ordered since it was made."""

    specimen: Kept
    others: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.others |= set(ProcrastinateJob.objects.values_list("pk", flat=True))
        self.seen |= self.others

    def work(self) -> None:
        """Do every new job in order, also those they order; none is left.

        Jobs that the clock of a running worker orders meanwhile are left to it.
        """
        while jobs := list(ProcrastinateJob.objects.exclude(pk__in=self.seen).order_by("pk")):
            for job in jobs:
                self.seen.add(job.pk)
                if BY_CLOCK in job.args:
                    self.others.add(job.pk)
                else:
                    self._do(job.task_name, job.args)
        ProcrastinateJob.objects.filter(pk__in=self.seen - self.others).delete()

    def _do(self, name: str, arguments: Mapping[str, Any]) -> None:
        own: dict[str, Callable[..., None]] = {
            "documents.render_document": self._render,
            "documents.apply_signature": self._sign,
            "documents.verify_document": self._verify,
            "documents.check_version": self._check,
            "onestop.render_paper": self._paper,
            "integration.carry": self._carry,
            "cases.serve": self._serve,
        }
        function = own.get(name) or ports.tasks()[name].function
        with transaction.atomic():
            function(**arguments)

    def _render(self, document_id: int) -> None:
        document = IssuedDocument.objects.get(pk=document_id)
        digest = document.content_digest
        actor = Actor.platform("lập bản in")
        record_rendering(document, kept=self.specimen, pages=1, digest=digest, actor=actor)

    def _sign(self, signature_id: int) -> None:
        signature = Signature.objects.select_related("document", "base_version").get(
            pk=signature_id
        )
        complete_signature(
            signature,
            kept=self.specimen,
            signed_at=timezone.now(),
            subject=SUBJECT,
            serial=SERIAL,
            actor=Actor.platform("ký số"),
        )

    def _verify(self, document_id: int) -> None:
        document = IssuedDocument.objects.get(pk=document_id)
        version = document.current_version
        if version is not None:
            self._check(version.pk)
        document = IssuedDocument.objects.get(pk=document_id)
        if document.issue_when_sealed:
            issue_document(document, actor=Actor.platform("ban hành sau khi đóng dấu"))

    def _check(self, version_id: int) -> None:
        version = FileVersion.objects.select_related("file").get(pk=version_id)
        actor = Actor.platform("kiểm tra tệp")
        record_check(version, verdicts=_verdicts(version), actor=actor)

    def _paper(self, paper_id: int) -> None:
        paper = DossierPaper.objects.select_related("dossier").get(pk=paper_id)
        record_drawing(paper, Drawn(self.specimen, 1), actor=Actor.platform("in giấy"))
        paper.refresh_from_db()
        if paper.seal_unit_id is not None:
            signed = Signed(self.specimen, timezone.now(), SUBJECT, SERIAL)
            base = FileVersion.objects.select_related("file").get(pk=paper.file_version_id or 0)
            record_seal(paper, base, signed, actor=Actor.platform("ký số giấy in"))

    def _serve(self, call_id: int) -> None:
        call = ServiceCall.objects.select_related("step").get(pk=call_id)
        actor = Actor.platform("hệ thống tự làm")
        answer_service(call, served=served_by(KNOWN), actor=actor)

    def _carry(self, partner: str) -> None:
        known = partner_by_code(partner)
        while (message := lease_next(known.pk)) is not None:
            settle_sent(message, reference="")


def _verdicts(version: FileVersion) -> tuple[SignatureVerdict, ...]:
    """As if the signatures that the rows speak of stood in the PDF."""
    done = Signature.objects.filter(document__file_id=version.file_id, state="done")
    return tuple(
        SignatureVerdict(
            field_name=signature.field_name,
            signer=signature.signer_name,
            subject=SUBJECT,
            issuer=ISSUER,
            serial=SERIAL,
            intact=True,
            trusted=True,
            time="trusted",
            covers="file",
            revocation="good",
            signed_at=signature.signed_at,
        )
        for signature in done.order_by("pk")
    )
