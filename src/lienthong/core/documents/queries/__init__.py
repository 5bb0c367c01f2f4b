# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked about files and documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from lienthong.core.access.api import Grant, may
from lienthong.core.documents.domain.annexes import OWNER_KIND
from lienthong.core.documents.domain.codes import normalised
from lienthong.core.documents.domain.readers import owner_allows
from lienthong.core.documents.domain.verdicts import SignatureVerdict
from lienthong.core.documents.enums import (
    PUBLISHED,
    MeansKind,
    SignatureState,
)
from lienthong.core.documents.models import (
    File,
    FileVersion,
    IssuedDocument,
    PrintTemplateVersion,
    Signature,
    SignatureImage,
    SigningConsent,
    SigningMeans,
    SigningSession,
)
from lienthong.core.documents.permissions import VIEW_BOOKS
from lienthong.core.documents.queries.part import takes_part
from lienthong.core.references.api import packaged_setting
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.prepared import Prepared

MOST_SHOWN = 200
_SIGNING = Path(__file__).parents[1] / "reference" / "signing.yaml"


def find_by_verification_code(text: str) -> IssuedDocument | None:
    """Return the published document under a typed or scanned code, or None.

    Drafts are never found; what was taken back is found and says so.
    Legal basis: 45/2020/NĐ-CP, Điều 18 (look-up at any time).
    """
    code = normalised(text)
    if code is None:
        return None
    published = IssuedDocument.objects.filter(verification_code=code, state__in=PUBLISHED)
    return published.select_related("agency", "file", "template_version__template").first()


def find_by_content(sha256: str) -> IssuedDocument | None:
    """Return the published document of which these bytes are the newest PDF, or None.

    An annex in a file of its own leads to its document.
    """
    own = Q(file__document__state__in=PUBLISHED)
    beside = Q(file__annex__document__state__in=PUBLISHED)
    version = FileVersion.objects.filter(own | beside, sha256=sha256)
    found = version.select_related("file").order_by("-pk").first()
    if found is None or found.file.current != found:
        return None
    of = Q(file=found.file_id) | Q(annexes__file=found.file_id)
    return IssuedDocument.objects.filter(of, state__in=PUBLISHED).first()


def locked_document(document: IssuedDocument) -> IssuedDocument:
    """Return the document as it is now, its row locked until the transaction ends."""
    found = _LOCKED.first(document.pk)
    if found is None:
        raise IssuedDocument.DoesNotExist(document.pk)
    return found


_LOCKED: Prepared[IssuedDocument] = Prepared(
    lambda pk: (
        IssuedDocument.objects.select_for_update(of=("self",), no_key=True)
        .select_related("template_version__template", "number", "file")
        .filter(pk=pk)
    )
)


def verdicts_of(document: IssuedDocument) -> tuple[SignatureVerdict, ...]:
    """Return the stored answers about every signature of the newest PDF."""
    version = document.current_version
    return version.signature_verdicts if version else ()


def documents_of(owner_kind: str, owner_id: int) -> list[IssuedDocument]:
    """Return the documents of one owner, newest first."""
    rows = IssuedDocument.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    return list(rows.select_related("file", "number").order_by("-drafted_at", "-pk"))


def files_of(owner_kind: str, owner_id: int) -> list[File]:
    """Return the files of one owner with their versions, oldest first."""
    rows = File.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    return list(rows.prefetch_related("versions").order_by("pk"))


def may_read_file(actor: Actor, file: File) -> bool:
    """Return whether the actor may read the file: its owner's app decides, by default nobody.

    Documents, their annexes and copies are read by who sees the books of the agency or takes part
    in them, too; annexes and copies by whoever may read the document. What is internal, only
    officers read.
    """
    if file.internal and not (actor.is_officer or actor.is_platform):
        return False
    if actor.is_platform or owner_allows(actor, file.owner_kind, file.owner_id, file.pk):
        return True
    beside = Q(file=file) | Q(copies__file=file)
    if file.owner_kind == OWNER_KIND:
        beside |= Q(pk=file.owner_id)
    document = IssuedDocument.objects.select_related("file").filter(beside).first()
    if document is None:
        return False
    if document.file_id != file.pk and may_read_file(actor, document.file):
        return True
    return may(actor, VIEW_BOOKS, document) or takes_part(actor, document)


def readable_version(actor: Actor, version_id: int) -> FileVersion:
    """Return the version when the actor may read its file; else raise ``OutOfScope``."""
    version = FileVersion.objects.select_related("file").filter(pk=version_id).first()
    if version is None or not may_read_file(actor, version.file):
        raise OutOfScope
    return version


def template_in_force(code: str, *, on: date | None = None) -> PrintTemplateVersion:
    """Return the version of a print template on a day (today); raise ``LookupError``."""
    found = _IN_FORCE.first(code, on or timezone.localdate())
    if found is None:
        raise LookupError(code)
    return found


def _in_force(code: str, day: date) -> QuerySet[PrintTemplateVersion]:
    rows = PrintTemplateVersion.objects.filter(template__code=code).select_related("template")
    return cast("QuerySet[PrintTemplateVersion]", rows.on(day))


_IN_FORCE = Prepared(_in_force)


def delegation_in_force(actor: Actor, *, on: date) -> bool:
    """Return whether the delegation the actor uses is dated, in force and not revoked."""
    if actor.account_id is None or actor.on_behalf_of_id is None:
        return False
    rows = Grant.objects.filter(
        account_id=actor.account_id, from_account_id=actor.on_behalf_of_id, revoked_at__isnull=True
    )
    return bool(rows.on(on).exists())


def waiting_signatures(document: IssuedDocument) -> list[Signature]:
    """Return signatures asked for and not yet made."""
    return _WAITING.all(document.pk)


_WAITING: Prepared[Signature] = Prepared(
    lambda document: Signature.objects.filter(
        document_id=document, state=SignatureState.REQUESTED
    ).order_by("pk")
)


def signing_level(role: str, *, on: date | None = None) -> str:
    """Return the PAdES level of signatures that do this (``sign``, ``seal`` …) on a day (today).

    What a figure of the installation does not name is signed as the signature itself is.
    """
    levels = packaged_setting("documents.signing", _SIGNING, on=on)["levels"]
    return str(levels.get(role, levels["sign"]))


def remote_means(account_id: int | None) -> SigningMeans | None:
    """Return the remote key a person signs with today, None when they sign with something else."""
    found = own_means(account_id)
    return found if found is not None and found.kind == MeansKind.REMOTE else None


def own_means(account_id: int | None) -> SigningMeans | None:
    """Return what a person signs with today, None when nothing was assigned or added."""
    if account_id is None:
        return None
    return _MEANS.first(account_id, timezone.localdate())


_MEANS: Prepared[SigningMeans] = Prepared(
    lambda account, day: SigningMeans.objects.usable(day).filter(account_id=account)
)


def own_picture(account_id: int | None) -> SignatureImage | None:
    """Return how a person's signature looks today, None without a picture."""
    rows = SignatureImage.objects.on(timezone.localdate()).filter(account_id=account_id)
    found: SignatureImage | None = rows.order_by("-valid_from", "-pk").first()
    return found if account_id is not None else None


def seal_pictures(unit_ids: Iterable[int]) -> dict[int, SignatureImage]:
    """Return how the seals of agencies look today; one without a picture is left out."""
    rows = SignatureImage.objects.on(timezone.localdate()).filter(unit_id__in=list(unit_ids))
    return {row.unit_id: row for row in rows.order_by("valid_from", "pk")}


def seal_pictures_of(unit_id: int) -> list[SignatureImage]:
    """Return every picture an agency's seal has, had or will have, the newest first."""
    rows = SignatureImage.objects.filter(unit_id=unit_id).select_related("set_by")
    return list(rows.order_by("-valid_from", "-pk"))


def signs_on_own_machine(account_id: int | None) -> bool:
    """Return whether a person signs with a plug-in on their own machine."""
    found = own_means(account_id)
    return found is not None and found.kind == MeansKind.PLUGIN


def means_of_account(account_id: int) -> list[SigningMeans]:
    """Return everything a person signs or signed with, what is in use first."""
    rows = SigningMeans.objects.filter(account_id=account_id)
    return list(rows.order_by("-disabled_at", "-is_default", "-valid_from", "-pk"))


def sessions_of(account_id: int, *, since: datetime) -> list[SigningSession]:
    """Return what a person has to sign on their machine, and what came of it since a moment."""
    rows = SigningSession.objects.filter(account_id=account_id, made_at__gte=since)
    return list(rows.select_related("means", "signature__document").order_by("-pk")[:MOST_SHOWN])


def being_prepared(account_id: int) -> int:
    """Return how many documents are still being made ready for a person's machine."""
    asked = Signature.objects.filter(account_id=account_id, state=SignatureState.REQUESTED)
    return asked.filter(session__isnull=True).count()


def needs_code(account_id: int | None) -> bool:
    """Return whether a person must confirm with a code before a signature can be made."""
    means = remote_means(account_id)
    if means is None:
        return False
    live = SigningConsent.objects.filter(means=means, until__gt=timezone.now())
    return not live.exists()


def keys_in_use(keys: Iterable[str]) -> set[str]:
    """Return which of the storage keys some version still refers to."""
    asked = list(keys)
    used = FileVersion.objects.filter(
        Q(storage_key__in=asked)
        | Q(preview_key__in=asked)
        | Q(rendition_key__in=asked)
        | Q(page_keys__has_any_keys=asked)
    )
    handed = SigningSession.objects.filter(storage_key__in=asked)
    found = set(handed.order_by("pk").values_list("storage_key", flat=True))
    names = ("storage_key", "preview_key", "rendition_key", "page_keys")
    for *single, pages in used.values_list(*names).order_by("pk"):
        found.update(single, pages)
    return found
