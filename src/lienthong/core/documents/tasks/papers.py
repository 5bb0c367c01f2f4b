# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs around papers: draw, sign, seal, verify, look into uploads, sweep. All may be repeated.

The slow part runs outside any transaction and leaves bytes in the store; one action then records
it, and records it once: a job killed in between is simply done again.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.draft import (
    NOT_DRAWN,
    record_drawing_failure,
    record_rendering,
)
from lienthong.core.documents.actions.examine import (
    forget_examinations,
    record_examination,
)
from lienthong.core.documents.actions.files import record_check
from lienthong.core.documents.actions.issue import issue_document
from lienthong.core.documents.adapters import press
from lienthong.core.documents.adapters.examiner import Examined, examine
from lienthong.core.documents.adapters.quarantine import waiting_file
from lienthong.core.documents.adapters.recogniser import recogniser
from lienthong.core.documents.adapters.samples import draw_sample as draw
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.kinds import RENDERED
from lienthong.core.documents.domain.places import IncompletePrintError
from lienthong.core.documents.domain.storage import KEEP_UNUSED, SWEEP_CRON
from lienthong.core.documents.domain.verdicts import all_valid
from lienthong.core.documents.enums import (
    CheckState,
    DocumentState,
    FileSource,
    SignatureState,
)
from lienthong.core.documents.models import (
    Examination,
    FileVersion,
    IssuedDocument,
)
from lienthong.core.documents.queries import keys_in_use
from lienthong.core.documents.queries.annexes import annexes_of, annexes_ready
from lienthong.core.documents.queries.store import being_backed_up
from lienthong.core.documents.queries.trust import trust_set
from lienthong.core.documents.tasks.trust import refresh_trust
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task

EXAMINATION_KEPT = timedelta(hours=1)


@task("documents.render_document", urgent=True)
def render_document(document_id: int) -> None:
    """Draw the PDF of a draft; that it failed is told to who waits for it, and it is retried."""
    document = IssuedDocument.objects.select_related("template_version").get(pk=document_id)
    digest = document.content_digest
    if document.state != DocumentState.DRAFT or document.drawn_from == digest:
        return
    actor = Actor.platform("lập bản in")
    try:
        drawn = press.draw_document(document)
    except Exception as error:
        problem = str(error) if isinstance(error, IncompletePrintError) else NOT_DRAWN
        record_drawing_failure(document, digest=digest, problem=problem, actor=actor)
        raise
    record_rendering(document, kept=drawn.kept, pages=drawn.pages, digest=digest, actor=actor)


@task("documents.verify_document", urgent=True)
def verify_document(document_id: int) -> None:
    """Check every signature of a sealed document; issue it when all are valid and so ordered."""
    document = IssuedDocument.objects.get(pk=document_id)
    version = document.current_version
    if version is None:
        return
    check_version(version.pk)
    version.refresh_from_db()
    ready = document.state == DocumentState.SEALED and document.issue_when_sealed
    if ready and _annexes_checked(document) and all_valid(version.signature_verdicts):
        issue_document(document, actor=Actor.platform("ban hành sau khi đóng dấu"))


def _annexes_checked(document: IssuedDocument) -> bool:
    """Check what the agency signed of the annexes; True when none is missing or bad."""
    for one in annexes_of(document):
        done = one.signature is not None and one.signature.state == SignatureState.DONE
        if done and one.version is not None and one.version.check_state != CheckState.DONE:
            check_version(one.version.pk)
    return annexes_ready(document)


@task("documents.check_version")
def check_version(version_id: int) -> None:
    """Verify the signatures in a stored file and draw its preview."""
    version = FileVersion.objects.select_related("file").get(pk=version_id)
    actor = Actor.platform("kiểm tra tệp")
    refresh_trust()
    try:
        checked = press.check_version(version, trust_set(), at=timezone.now())
    except UnreadableFileError:
        record_check(version, failed=True, actor=actor)
        return
    record_check(
        version,
        verdicts=checked.verdicts,
        preview_key=checked.preview_key,
        words=checked.words,
        proof_until=checked.proof_until,
        actor=actor,
    )
    if version.source != FileSource.PRODUCED or version.file.internal:
        _order_more(version, checked.words)


def _order_more(version: FileVersion, words: str | None) -> None:
    """What takes long is drawn and read by jobs of its own, for what people bring."""
    if version.content_type in RENDERED:
        ports.defer("documents.draw_rendition", version_id=version.pk)
    elif not words and recogniser() is not None:
        ports.defer("documents.recognise_words", version_id=version.pk)


@task("documents.examine_upload", urgent=True)
def examine_upload(examination_id: int) -> None:
    """Check the signatures of a stranger's file in a process of its own, then drop the file."""
    examination = Examination.objects.filter(pk=examination_id).first()
    if examination is None or examination.state != CheckState.WAITING:
        return
    refresh_trust()
    path = waiting_file(examination.stored)
    if path.is_file():
        found = examine(path, trust_set(), at=timezone.now())
    else:
        found = Examined(refusal="broken")
    record_examination(
        examination,
        verdicts=found.verdicts,
        refusal=found.refusal,
        actor=Actor.platform("kiểm tra chữ ký"),
    )


@task("documents.forget_examinations", every="*/10 * * * *", title=_("Xóa tệp đã kiểm tra chữ ký"))
def forget_old_examinations() -> int:
    """Forget what strangers asked more than an hour ago; return how many."""
    before = timezone.now() - EXAMINATION_KEPT
    return forget_examinations(before, actor=Actor.platform("dọn lượt kiểm tra"))


@task(
    "documents.sweep_store",
    every=SWEEP_CRON,
    title=_("Dọn tệp không còn ai dùng"),
)
def sweep_store() -> int:
    """Remove bytes older than a day that no version refers to; return how many.

    While a backup copies files nothing is removed; what is unused is found the next night.
    """
    with transaction.atomic():
        if being_backed_up():
            return 0
        return file_store().sweep(keys_in_use, older_than=timezone.now() - KEEP_UNUSED)


@task("documents.draw_sample")
def draw_sample(key: str) -> None:
    """Draw a sample paper for whoever looks at a template; nothing is kept of it."""
    draw(key)
