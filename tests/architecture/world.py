# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One dossier at the officer's desk and one draft at home, and everybody who may ask for them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from lienthong.core.access.api import Delegation, Grant, GrantKind, GrantScope, Role
from lienthong.core.accounts.api import Account, Mandate
from lienthong.core.cases.api import Reassignment, open_steps_of
from lienthong.core.documents.api import (
    FileVersion,
    FreePaper,
    IssuedDocument,
    MeansKind,
    PrintTemplateVersion,
    SheetRun,
    SignatureImage,
    SigningMeans,
    SigningSession,
    TrustAnchor,
    begin_export,
    begin_sheet,
    drafting,
    open_file,
)
from lienthong.core.integration.api import Outgoing, Partner
from lienthong.core.notifications.api import MessageDelivery
from lienthong.core.numbering.api import Book, Number
from lienthong.core.ui.api import NewView, begin_bulk, save_view
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Brought
from lienthong.kernel.registry import bulk_acts
from lienthong.modules.onestop.actions.camera import pair_phone
from lienthong.modules.onestop.actions.consult import Asked, ask_unit
from lienthong.modules.onestop.actions.hand_over import give_papers
from lienthong.modules.onestop.models import (
    CatalogueEntry,
    CatalogueRun,
    DossierPaper,
    SatisfactionForm,
    Shipment,
)
from lienthong.modules.onestop.queries.cameras import pairing_text
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.matrix import COLUMNS
from lienthong.testing.sso import connect, signing_keys
from lienthong.testing.world import ROLES, START, World

PROCEDURE = {
    "procedure_code": "1.013225",
    "procedure_tab": "chung",
    "figure": "da-giai-quyet",
    "figure_table": "don-vi",
    "procedure_place": "components/land_papers",
    "procedure_slot": "when",
    "procedure_paper": "ket-qua",
}
OWNER, STRANGER = "044194003812", "044091001234"

FIXED: dict[str, Any] = {
    "procedure": "1.001193",
    "slug": "dang-ky-khai-sinh",
    "page": "start",
    "slot": "birth_certificate_file",
    "event": "birth",
    "number": 1,
    "help_topic": "viec-cua-toi",
    "citizen_help_topic": "bat-dau",
    "kind": "onestop.dossier",
    "form_code": "birth_registration",
    "form_question": "child_full_name",
    "process_step": "intake",
    "process_slot": "when",
    "form_slot": "show_if",
    "photo": 1,
}
"""Names that are the same in every world."""


def make_things(
    world: World, answers: dict[str, Any], folder: Path, settings: Any
) -> dict[str, Any]:
    """What addresses are about, by the names the matrix uses."""
    own_store(folder, settings)
    settings.IDP_OIDC_PRIVATE_KEYS = signing_keys()
    dossier = receive(world, answers)
    paper = DossierPaper.objects.get(dossier=dossier)
    run_jobs()
    paper.refresh_from_db()
    draft = Citizen(account(world, "citizen")).start()
    (step,) = open_steps_of(dossier.pk)
    desk = world.officer("one_stop_officer")
    waiting = dossier.hand_overs.filter(given_at=None).values_list("pk", flat=True)
    sheet = give_papers(world.ward.desk, line_ids=list(waiting), actor=desk)
    officer = world.officer("civil_status_officer")
    opinion = ask_unit(step, asked=Asked(world.land.pk, "Có đúng không?"), actor=officer)
    camera = pair_phone(world.ward.desk, slots=[], actor=desk)
    return FIXED | {
        "app": connect(scopes=("openid", "catalogue.read")).pk,
        "camera": camera.pk,
        "permit": pairing_text(camera),
        "sheet": sheet.pk,
        "shipment": Shipment.objects.create(
            dossier=dossier, recipient="Duyên", address="Đồng Hới"
        ).pk,
        "case": dossier.pk,
        "code": dossier.case.code,
        "step": step.pk,
        "paper": paper.pk,
        **_file(paper),
        "draft": draft.key,
        "opinion": opinion.pk,
        "delivery": MessageDelivery.objects.filter(message__subject_id=dossier.pk)[0].pk,
        "mandate": _mandate(world).pk,
        **_directory(world),
        **PROCEDURE,
        "form": SatisfactionForm.objects.get(paper=paper).code,
        "officer": world.account("civil_status_officer").pk,
        "reassignment": _reassignment(world).pk,
        "export": begin_export("onestop.register", asked={}, kind="csv", actor=desk).pk,
        "run": begin_bulk(bulk_acts()[0], ids=[step.pk], given={}, actor=desk).pk,
        "sheet_run": _sheet_run(world).pk,
        "view": save_view(NewView("officer.inbox", "Trễ"), actor=desk).pk,
        "shared_view": save_view(
            NewView("officer.inbox", "Của phường", {}, "unit"), actor=world.officer("leader")
        ).pk,
        **_signing(world),
        "entry": CatalogueEntry.objects.get(code="1.001193").pk,
        "catalogue_run": _catalogue_run(world).pk,
    }


def _catalogue_run(world: World) -> CatalogueRun:
    """A file for the catalogue that waits for the worker."""
    made: CatalogueRun = CatalogueRun.objects.create(
        name="danh-muc.jsonl",
        stored="0" * 32,
        digest="0" * 64,
        size=1,
        is_trial=True,
        asked_by_id=world.account("administrator").pk,
    )
    return made


def _signing(world: World) -> dict[str, object]:
    """The leader signs on their own machine, a root is believed, a message was given up."""
    leader = world.account("leader")
    means = SigningMeans.objects.create(
        account=leader, kind=MeansKind.PLUGIN, reference="0" * 64, valid_from=START
    )
    session = SigningSession.objects.create(
        means=means, account=leader, title="Ký thử", look=b"", made_at=timezone.now()
    )
    anchor = TrustAnchor.objects.create(
        use="signature", subject="Gốc thử", certificate=b"", source="thử", valid_from=START
    )
    made = {"means": means.pk, "session": session.pk, "anchor": anchor.pk}
    made |= {"delegation": _delegation(world).pk, **_papers(world), **_seal(world)}
    return made | {"direction": "di", "message": _message().pk}


def _seal(world: World) -> dict[str, int]:
    """How the ward's seal looks."""
    agency = world.ward.agency
    seal = SignatureImage.objects.create(unit=agency, picture=b"", width_mm=36, valid_from=START)
    return {"agency": agency.pk, "seal_picture": seal.pk}


def _file(paper: DossierPaper) -> dict[str, int]:
    """The printed paper as a file."""
    version = FileVersion.objects.get(pk=paper.file_version_id or 0)
    return {"version": version.pk, "file": version.file_id}


def _message() -> Outgoing:
    """A message that was given up."""
    return Outgoing.objects.create(
        partner=Partner.objects.create(code="truc", title="Trục văn bản"),
        topic="edxml.send",
        ordering_key="1",
        dedupe_key="vb-1",
        payload={"code": "VB1"},
        state="failed",
        next_at=timezone.now(),
        done_at=timezone.now(),
    )


def _papers(world: World) -> dict[str, int]:
    """A book of the ward with a kept number, and a document."""
    kept = _kept_number(world)
    return {"book": kept.book_id, "held_number": kept.pk} | {
        "document": _document(world).pk,
        "free": _free(world).pk,
    }


def _kept_number(world: World) -> Number:
    """A number of the ward's book that the clerk keeps back."""
    book = Book.objects.create(
        unit=world.ward.agency, series="decision", period=str(timezone.localdate().year), last=1
    )
    return Number.objects.create(
        book=book, value=1, state="reserved", subject_kind="", reason="Chờ", at=timezone.now()
    )


def _document(world: World) -> IssuedDocument:
    """A draft of the ward that nobody has signed."""
    version = PrintTemplateVersion.objects.order_by("pk").first()
    file = open_file("Quyết định", owner_kind="test", actor=Actor.platform("kiểm thử"))
    return IssuedDocument.objects.create(
        template_version=version,
        owner_kind="test",
        agency=world.ward.agency,
        unit=world.ward.agency,
        abstract="Về việc thử",
        verification_code="0" * 16,
        file=file,
        series="decision",
    )


def _free(world: World) -> IssuedDocument:
    """A letter of the ward that the clerk drafts."""
    paper = FreePaper("letter", "Về việc thử", "Nội dung thử")
    return drafting.draft_free(world.ward.agency, paper=paper, actor=world.officer("clerk"))


def _sheet_run(world: World) -> SheetRun:
    """A long sheet of the administrator's that waits for the worker."""
    rows = [Brought("2", {"code": "x"})]
    sent = {"name": "don-vi.xlsx", "unknown": (), "actor": world.officer("administrator")}
    return begin_sheet("units", rows=rows, **sent)


def _directory(world: World) -> dict[str, Any]:
    """A row that administrators keep, and a link that has expired."""
    named = {"directory": "don-vi", "directory_make": "lap", "directory_act": "sua"}
    link = {"link_handle": "MQ", "link_token": "het-han"}
    return {"directory_key": world.ward.agency.pk, **named, **link}


def _mandate(world: World) -> Mandate:
    """The citizen acts for somebody who has no account here."""
    return Mandate.objects.create(
        representative_id=world.citizen(OWNER).person_id or 0,
        basis="guardian",
        principal_name="Nguyễn Văn Minh",
        principal_personal_id="044212000001",
        valid_from=START,
    )


def _delegation(world: World) -> Delegation:
    """Over already: whoever may take it back changes nothing any more."""
    return Delegation.objects.create(
        kind=GrantKind.SUBSTITUTION,
        from_account=world.account("leader"),
        to_account=world.account("clerk"),
        unit=world.ward.agency,
        post_text="Phó Chủ tịch",
        reason="Nghỉ phép",
        valid_from=START,
        valid_to=START + timedelta(days=3),
    )


def _reassignment(world: World) -> Reassignment:
    """Done already, asked for by the leader."""
    return Reassignment.objects.create(
        from_account=world.account("civil_status_officer"),
        asked_by=world.account("leader"),
        unit=world.ward.agency,
        reason="Nghỉ ốm",
        step_ids=[0],
        position=1,
        finished_at=timezone.now(),
    )


def account(world: World, role: str) -> Account:
    """The account of a column."""
    if role in {"citizen", "stranger"}:
        number = OWNER if role == "citizen" else STRANGER
        return Account.objects.get(person__personal_id=number, kind="citizen")
    if role == "other_unit":
        return _everything_elsewhere(world)
    return world.account(role)


def _everything_elsewhere(world: World) -> Account:
    """An officer of the other ward who holds every role there, except the administrator's."""
    officer = world.account("civil_status_officer", ward=world.other)
    for code in ("one_stop_officer", "leader", "clerk"):
        for unit in (world.other.agency, world.other.desk):
            Grant.objects.get_or_create(
                account=officer,
                role=Role.objects.get(code=code),
                unit=unit,
                scope=GrantScope.UNIT,
                valid_from=START,
            )
    assert set(ROLES) >= {"one_stop_officer", "leader", "clerk"}
    return officer


def make_clients(world: World) -> dict[str, Client]:
    """A signed-in browser for every column."""
    clients: dict[str, Client] = {}
    for role in COLUMNS:
        clients[role] = Client(raise_request_exception=False)
        if role != "anonymous":
            clients[role].force_login(account(world, role))
    return clients
