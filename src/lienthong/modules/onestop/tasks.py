# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of the one-stop: fetch by key, call an action, nothing else."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import asker
from lienthong.core.cases.api import CaseEvent, Opinion, event_at, lock_case
from lienthong.core.documents.api import (
    FileVersion,
    SigningError,
    bind_pages,
    print_html,
    seal_print,
)
from lienthong.core.integration.api import Incoming, PartnerAwayError
from lienthong.core.notifications.api import OneTimeCode, send_message
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError
from lienthong.kernel.ports import task
from lienthong.kernel.step_services import StepService
from lienthong.modules.onestop.actions.camera import record_bound
from lienthong.modules.onestop.actions.catalogue_run import (
    carry_out_catalogue_run,
    note_catalogue_progress,
    refuse_catalogue_run,
)
from lienthong.modules.onestop.actions.consult import take_silence
from lienthong.modules.onestop.actions.decide import (
    complete_issue,
    complete_signing,
    note_failure,
    send_back_uninitialled,
)
from lienthong.modules.onestop.actions.findable import make_findable, make_procedures_findable
from lienthong.modules.onestop.actions.lookup import send_lookup_code
from lienthong.modules.onestop.actions.papers import record_drawing, record_seal
from lienthong.modules.onestop.actions.postal import follow_news, take_news
from lienthong.modules.onestop.actions.registering import note_registration
from lienthong.modules.onestop.actions.serving import (
    ask_residence,
    give_up_asking,
    take_answer,
    tell_applicant,
)
from lienthong.modules.onestop.actions.wake import wake_step
from lienthong.modules.onestop.adapters.postal import PARTNER, events_after, is_connected
from lienthong.modules.onestop.domain.catalogue.files import read_file
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import CatalogueRun, Dossier, DossierPaper
from lienthong.modules.onestop.panels.messages import (
    citizen_message,
    officer_message,
    principal_message,
)
from lienthong.modules.onestop.queries.catalogue_runs import path_of
from lienthong.modules.onestop.queries.dossiers import dossiers, known_dossier
from lienthong.modules.onestop.queries.papers import codes_on
from lienthong.modules.onestop.queries.seals import papers_to_seal
from lienthong.modules.onestop.queries.shipments import newest_news, shipment_of_key
from lienthong.modules.onestop.queries.slips import SLIPS, slip_file
from lienthong.modules.onestop.queries.turns import steps_to_wake

STEP_SERVICES = (
    StepService(
        "tell_applicant",
        _("Báo người nộp"),
        _("Gửi người nộp lời ghi ở dấu “text” của bước, không có thì gửi tên bước."),
        "onestop.dossier",
        tell_applicant,
    ),
    StepService(
        "ask_residence",
        _("Tra nơi cư trú của người nộp"),
        _("Hỏi cơ sở dữ liệu dân cư số định danh và họ tên có khớp không, đang ở đâu."),
        "onestop.dossier",
        ask_residence,
        gives={"residence_confirmed": "flag", "residence": "text"},
    ),
)
logger = logging.getLogger(__name__)


@task("onestop.complete_signing", urgent=True)
def finish_signing(dossier_id: int) -> None:
    """End the leader's step."""
    complete_signing(Dossier.objects.get(pk=dossier_id), actor=Actor.platform("ký xong"))


@task("onestop.complete_issue", urgent=True)
def finish_issue(dossier_id: int) -> None:
    """End the clerk's step."""
    complete_issue(Dossier.objects.get(pk=dossier_id), actor=Actor.platform("phát hành xong"))


@task("onestop.index_procedures", every="7 17 * * *", title=_("Đưa thủ tục vào ô tìm"))
def index_procedures() -> None:
    """At midnight (17:00 UTC) some procedures come into force and others end."""
    with transaction.atomic():
        make_procedures_findable()


@task("onestop.find_again")
def find_again(dossier_id: int) -> None:
    """Push the search row of a dossier for the units that take part in it now."""
    with transaction.atomic():
        lock_case(dossier_id)
        make_findable(dossiers().get(pk=dossier_id))


@task("onestop.note_failure", urgent=True)
def free_step(dossier_id: int) -> None:
    """Let the step be worked on again."""
    with transaction.atomic():
        note_failure(Dossier.objects.get(pk=dossier_id), actor=Actor.platform("ký lỗi"))


@task("onestop.send_back_uninitialled")
def send_back(dossier_id: int) -> None:
    """Give the work back to the officer whose paper was not initialled."""
    with transaction.atomic():
        actor = Actor.platform("trả lại khi ký nháy")
        send_back_uninitialled(Dossier.objects.get(pk=dossier_id), actor=actor)


@task("onestop.bind_photos")
def bind_photos(dossier_id: int, key: str, pages: list[int]) -> None:
    """Bind the pages that a phone photographed of one paper into one PDF."""
    rows = FileVersion.objects.in_bulk(pages)
    bound = bind_pages([rows[number] for number in pages])
    dossier, actor = Dossier.objects.get(pk=dossier_id), Actor.platform("ghép trang đã chụp")
    record_bound(dossier, key=key, pages=pages, kept=bound.kept, actor=actor)


@task("onestop.tell_citizen")
def tell_citizen(case_id: int, event_id: int, at: str) -> None:
    """Tell whoever filed the dossier, and for whom they filed it, what happened; each once."""
    dossier, event = known_dossier(case_id), _event(event_id, at)
    for message in (citizen_message(dossier, event), principal_message(dossier, event)):
        if message is not None:
            send_message(message, actor=Actor.platform("báo người nộp"))


@task("onestop.tell_officer")
def tell_officer(case_id: int, event_id: int, at: str) -> None:
    """Tell the officer who leads, or who pressed the button, what happened, once."""
    message = officer_message(known_dossier(case_id), _event(event_id, at))
    if message is not None:
        send_message(message, actor=Actor.platform("báo cán bộ"))


@task("onestop.send_lookup_code", urgent=True)
def send_code(code_id: int, phone: str) -> None:
    """Send a code for the look-up to whoever is named in the dossier, and to nobody else."""
    code = OneTimeCode.objects.filter(pk=code_id, code_hash="").first()
    if code is not None:
        with transaction.atomic():
            send_lookup_code(code, phone=phone, actor=Actor.platform("tra cứu hồ sơ"))


def _event(event_id: int, at: str) -> CaseEvent:
    return event_at(event_id, datetime.fromisoformat(at))


@task("onestop.wake_steps", every="*/10 * * * *", title=_("Mở tiếp bước đã hẹn giờ"))
def wake_steps(**_: object) -> None:
    """Reminders and ended times, each in its own act; what fails is tried again in ten minutes."""
    for step in steps_to_wake():
        wake_step(step, actor=Actor.platform("đến hạn"))


@task("onestop.record_silence")
def record_silence(opinion_id: int) -> None:
    """Take the silence of an asked unit as consent; nothing when it answered meanwhile."""
    opinion = Opinion.objects.select_related("step").get(pk=opinion_id)
    if opinion.is_open:
        actor = Actor.platform("hết hạn cho ý kiến")
        take_silence(dossiers().get(pk=opinion.case_id), opinion_id=opinion.pk, actor=actor)


@task("onestop.note_registration")
def note_posting(key: str, problem: str) -> None:
    """Write down that the carrier knows an item, or why it does not take it."""
    with transaction.atomic():
        shipment = shipment_of_key(key)
        if shipment is not None:
            note_registration(shipment, problem=problem, actor=Actor.platform("báo bưu chính"))


def hear_population(message: Incoming) -> None:
    """What the population database answered, inside the act that marks the message as done."""
    take_answer(message, actor=Actor.platform("dân cư trả lời"))


@task("onestop.give_up_asking")
def end_asking(payload: dict[str, str], error: str) -> None:
    """The step that asked goes its way for failure, or stands still until somebody looks."""
    with transaction.atomic():
        give_up_asking(payload, error=error, actor=Actor.platform("dân cư không trả lời"))


@task("onestop.fetch_post_news", every="* * * * *", title=_("Nhận tin của bưu chính"))
def fetch_post_news(**_: object) -> None:
    """Ask the carrier what happened; the inbox has each event done once, in its own act."""
    if not is_connected():
        return
    try:
        events = events_after(newest_news(PARTNER))
    except PartnerAwayError as away:
        logger.warning("the carrier is away: %s", away)
        return
    for event in events:
        with transaction.atomic():
            take_news(event)


def handle_post_news(message: Incoming) -> None:
    """Do what one event of the carrier in the inbox says."""
    follow_news(message, actor=Actor.platform("tin của bưu chính"))


@task("onestop.render_paper")
def render_paper(paper_id: int) -> None:
    """Draw the PDF of a paper once and have it signed; a second run finds it and stops.

    A key that cannot be had now does not hold the paper up: it is signed by a later run.
    """
    paper = DossierPaper.objects.select_related("dossier", "print_version").get(pk=paper_id)
    if paper.file_version_id is None:
        context = {"paper": paper.data, **codes_on(paper.data), "signed": bool(paper.seal_unit_id)}
        body = paper.print_version.body if paper.print_version else ""
        drawn = print_html(slip_file(SLIPS[paper.kind]), context, body=body)
        with transaction.atomic():
            record_drawing(paper, drawn, actor=Actor.platform("in giấy"))
    if paper.seal_unit_id is not None:
        _seal(DossierPaper.objects.select_related("dossier").get(pk=paper_id))


@task("onestop.seal_papers", every="3-59/10 * * * *", title=_("Ký số và in giấy hẹn còn thiếu"))
def seal_papers(**_: object) -> None:
    """Sign what could not be signed when it was made; a key that is away keeps back its own."""
    away = set[int | None]()
    for paper in papers_to_seal():
        if paper.seal_unit_id not in away and not _seal(paper):
            away.add(paper.seal_unit_id)


def _seal(paper: DossierPaper) -> bool:
    """Whether the paper is signed now. No transaction is open while the key is asked."""
    if paper.seal_unit_id is None or paper.sealed_at is not None:
        return True
    base = FileVersion.objects.select_related("file").get(pk=paper.file_version_id or 0)
    reason = str(PaperKind(paper.kind).label)
    try:
        signed = seal_print(base, unit_id=paper.seal_unit_id, reason=reason, at=timezone.now())
    except SigningError as away:
        logger.info("paper %s is not signed yet: %s", paper.pk, away)
        return False
    with transaction.atomic():
        record_seal(paper, base, signed, actor=Actor.platform("ký số giấy in"))
    return True


@task("onestop.read_catalogue")
def read_catalogue(run_id: int) -> None:
    """Read a file for the catalogue; the screen sees how far it is, the act is all or nothing."""
    run = CatalogueRun.objects.get(pk=run_id)
    if run.is_done:
        return

    def told(position: int) -> None:
        with transaction.atomic():
            note_catalogue_progress(run, position=position)

    try:
        path = path_of(run)
        actor = asker(run.asked_by_id, run.unit_id, run.name)
        carry_out_catalogue_run(run, file=read_file(path, told), actor=actor)
    except DomainError as refused:
        with transaction.atomic():
            refuse_catalogue_run(run, why=str(refused))
        return
    if not run.is_trial:
        path.unlink(missing_ok=True)
