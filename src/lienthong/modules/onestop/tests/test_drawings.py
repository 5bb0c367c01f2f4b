# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drawings as large PDFs: taken up to the size of their slot, opened part by part."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.urls import reverse

from lienthong.core.documents.api import FileVersion, open_file, store_upload
from lienthong.core.forms.api import FormDraft, form_on, start_draft
from lienthong.kernel import permits
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.actions.receiving_files import take_draft_file, up_to
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.tests.samples import PERMIT
from lienthong.modules.onestop.tests.test_construction_permit import filed
from lienthong.modules.onestop.tests.work import Desk
from lienthong.testing.jobs import own_store
from lienthong.testing.world import World

MEGABYTE = 1_048_576
PAGES = 3


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    own_store(tmp_path, settings)
    return Path(settings.FILE_STORE)


def big_pdf(path: Path, megabytes: int) -> Path:
    """A sound PDF of three pages that is about so large."""
    with pikepdf.new() as document:
        for _page in range(PAGES):
            document.add_blank_page(page_size=(1190, 842))
        filler = bytes(range(256)) * (megabytes * MEGABYTE // 256)
        document.Root.Filler = document.make_indirect(pikepdf.Stream(document, filler))
        document.save(path, compress_streams=False)
    return path


def draft_of(world: World) -> FormDraft:
    version = ProcedureVersion.objects.get(procedure__code=PERMIT)
    return start_draft(
        form_on("construction_permit"),
        topic=PERMIT,
        setting={"procedure_version": version.pk},
        actor=world.citizen(),
    )


def receipt_for(store: Path, draft: FormDraft, slot: str, megabytes: int) -> permits.UploadReceipt:
    """What the edge leaves in quarantine and says about it."""
    folder = permits.quarantine_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    path = big_pdf(folder / f"{permits.new_id()}.pdf", megabytes)
    return permits.UploadReceipt(
        id=permits.new_id(),
        account=str(draft.owner_id),
        draft=str(draft.pk),
        slot=slot,
        stored=path.name,
        name="Mặt bằng.pdf",
        media_type="application/pdf",
        size=path.stat().st_size,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        expires=int(time.time()) + 60,
    )


def test_drawing_when_32_mb_then_taken_with_its_pages(world: World, store: Path) -> None:
    draft = draft_of(world)
    receipt = receipt_for(store, draft, "site_drawing_file", 32)

    kept = take_draft_file(draft, receipt=receipt, actor=world.citizen())

    (file,) = kept.attachments["site_drawing_file"]
    assert (file["pages"], file["name"]) == (PAGES, "Mặt bằng.pdf")
    assert file["size"] > 32 * MEGABYTE


def test_paper_when_32_mb_then_too_large_for_its_slot(world: World, store: Path) -> None:
    draft = draft_of(world)
    receipt = receipt_for(store, draft, "land_file", 32)

    with pytest.raises(InvalidInput) as refused:
        take_draft_file(draft, receipt=receipt, actor=world.citizen())

    assert refused.value.code == "too_large"
    assert not FileVersion.objects.exists()


def test_slot_when_a_drawing_is_supplemented_then_50_mb_else_20(world: World) -> None:
    spec = filed(world).procedure_version.spec

    assert spec.largest_mb("drawing_floors") == 50
    assert spec.largest_mb("land_papers") == 20
    assert spec.largest_mb("content") == 20


def test_viewer_when_a_part_is_asked_then_only_that_part_is_sent(
    world: World, store: Path, tmp_path: Path
) -> None:
    dossier = filed(world)
    version = drawing_of(dossier, world, tmp_path)
    client = Desk.of(world, "construction_officer").client
    address = reverse("officer:file", args=[version.pk])

    part: Any = client.get(address, headers={"range": "bytes=0-1023"})
    body = b"".join(part.streaming_content)
    beyond = client.get(address, headers={"range": f"bytes={version.size}-"})

    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 0-1023/{version.size}"
    assert (len(body), part["Content-Length"]) == (1024, "1024")
    assert body.startswith(b"%PDF")
    assert part["X-Content-Type-Options"] == "nosniff"
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{version.size}")


def drawing_of(dossier: Dossier, world: World, folder: Path) -> FileVersion:
    """A 4 MB drawing of the dossier."""
    actor = world.citizen()
    file = open_file(
        "Mặt bằng",
        owner_kind="onestop.dossier",
        owner_id=dossier.pk,
        person_id=actor.person_id,
        actor=actor,
    )
    path = big_pdf(folder / "ban-ve.pdf", 4)
    return store_upload(file, path=path, name="Mặt bằng.pdf", limits=up_to(50), actor=actor)
