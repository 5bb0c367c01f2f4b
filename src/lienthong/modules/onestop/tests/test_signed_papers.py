# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms 01–05 carry the digital signature of their unit, once, later when the key was away."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from lienthong.core.documents.api import FileVersion, file_store
from lienthong.core.units.api import version_of
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.models import Dossier, DossierPaper, NonAcceptanceNotice
from lienthong.modules.onestop.queries.seals import papers_to_seal, signing_places
from lienthong.modules.onestop.tasks import render_paper, seal_papers
from lienthong.modules.onestop.tests.papers import PAPERS
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.2")
VALUES: dict[str, dict[str, Any]] = {
    "01": {},
    "02": PAPERS["supplement_notice"],
    "03": {},
    "04": PAPERS["extension_notice"],
    "05": PAPERS["stop_notice"],
}


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    made = receive(world, answers)
    NonAcceptanceNotice.objects.create(
        dossier=made, reason="Đã có giấy.", legal_basis="61/2018/NĐ-CP", made_by_text="Trang"
    )
    return made


def paper_of(world: World, dossier: Dossier, kind: str) -> DossierPaper:
    with transaction.atomic():
        desk = world.officer("one_stop_officer")
        return make_paper(dossier, kind, actor=desk, **VALUES[kind])


def version_in(paper: DossierPaper) -> FileVersion:
    paper.refresh_from_db()
    return FileVersion.objects.get(pk=paper.file_version_id or 0)


@pytest.mark.parametrize(
    ("kind", "whose"),
    [("01", "desk"), ("02", "desk"), ("03", "desk"), ("04", "agency"), ("05", "agency")],
)
@pytest.mark.usefixtures("signing")
def test_form_is_signed_by_the_unit_that_answers_for_it(
    kind: str, whose: str, world: World, dossier: Dossier
) -> None:
    paper = paper_of(world, dossier, kind)
    run_jobs()

    version = version_in(paper)
    (verdict,) = version.signature_verdicts
    unit = version_of(getattr(world.ward, whose).pk)
    assert verdict.valid
    assert verdict.intact
    assert unit.short_name.startswith(verdict.signer) or unit.name == verdict.signer
    assert len(verdict.signer) > 20
    assert (verdict.covers, verdict.time) == ("file", "trusted")
    assert (version.signed, version.pages) == (True, 2 if kind in {"01", "02", "03"} else 1)
    assert paper.seal_unit_id == unit.unit_id
    assert paper.sealed_at is not None


@pytest.mark.usefixtures("signing")
def test_signing_is_done_once_however_often_the_job_runs(world: World, dossier: Dossier) -> None:
    paper = paper_of(world, dossier, "04")
    run_jobs()
    first = version_in(paper)

    render_paper(paper_id=paper.pk)
    seal_papers()

    assert version_in(paper) == first
    assert first.file.versions.count() == 2


def test_key_that_is_away_holds_nothing_up_and_signs_later(
    world: World, dossier: Dossier, settings: Any, tmp_path: Any, partners: str
) -> None:
    own_store(tmp_path, settings)
    paper = paper_of(world, dossier, "05")
    run_jobs()
    plain = version_in(paper)
    assert (plain.signed, paper.sealed_at) == (False, None)
    with file_store().open(plain.storage_key) as stream:
        assert stream.read(5) == b"%PDF-"
    assert paper in papers_to_seal()

    settings.LIENTHONG_TSA_URL = f"{partners}/tsa"
    seal_papers()
    run_jobs()

    signed = version_in(paper)
    assert signed != plain
    assert signed.signature_verdicts[0].valid
    assert papers_to_seal() == []


def test_reference_says_who_signs_which_form() -> None:
    assert signing_places() == {
        "01": "receiving_unit",
        "02": "receiving_unit",
        "03": "receiving_unit",
        "04": "competent_agency",
        "05": "competent_agency",
    }
