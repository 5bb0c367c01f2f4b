# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs that make signatures and seals, and have silent services asked again. May be repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.await_service import (
    ask_services,
    follow_signature,
    let_wait,
)
from lienthong.core.documents.actions.plugin import open_session
from lienthong.core.documents.actions.sign import complete_signature, fail_signature
from lienthong.core.documents.adapters import press
from lienthong.core.documents.adapters.key_ring import means_of
from lienthong.core.documents.adapters.own_machine import prepare_document
from lienthong.core.documents.adapters.patience import patiently
from lienthong.core.documents.domain.places import FieldError, lacking
from lienthong.core.documents.domain.signatures import (
    CLOCK,
    ISSUER,
    LONGEST_WAIT,
    REMOTE,
    SigningError,
    SilentAuthorityError,
)
from lienthong.core.documents.domain.verdicts import TrustSet
from lienthong.core.documents.enums import MeansKind, SignatureState
from lienthong.core.documents.models import Signature, SigningMeans
from lienthong.core.documents.queries import signing_level
from lienthong.core.documents.queries.failures import silence_before, waiting_for_service
from lienthong.core.documents.queries.trust import trust_set
from lienthong.core.documents.rules import takes_answer
from lienthong.core.documents.tasks.trust import refresh_trust
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task

FOR_OWN, FOR_REMOTE = frozenset({CLOCK, ISSUER}), frozenset({CLOCK, ISSUER, REMOTE})
KEEPS_EVIDENCE = ("b-lt", "b-lta")
Made = TypeVar("Made")
SURROUNDINGS = (DatabaseFailure, OSError)


@task("documents.apply_signature", urgent=True)
def apply_signature(signature_id: int, leads: bool = False) -> None:
    """Make a signature or seal that was asked for; who asked is told what stopped it.

    One whose service is silent waits; the one that ``leads`` asks it for all that wait, and they
    follow once the service spoke or its own time is over: not when it was only given up. A
    database or disk that fails stops nothing for good: the queue tries again, untold.
    """
    signature = Signature.objects.select_related(
        "document", "base_version", "mandate", "annex__file"
    ).get(pk=signature_id)
    if signature.state != SignatureState.REQUESTED:
        return
    actor = Actor.platform("ký số")
    means = means_of(press.holder_of(signature))
    try:
        if means is not None and means.kind == MeansKind.PLUGIN:
            _lay_ready(signature, means, actor)
        else:
            is_remote = means is not None and means.kind == MeansKind.REMOTE
            _sign(signature, is_remote=is_remote, leads=leads, actor=actor)
    except SilentAuthorityError as silence:
        is_news = _silent(signature, str(silence), actor)
    else:
        is_news = True
    if leads and is_news:
        follow_signature(signature, actor=actor)


def _sign(signature: Signature, *, is_remote: bool, leads: bool, actor: Actor) -> None:
    """Make a signature with a key that is reached from here, or let it wait for its service."""
    services = FOR_REMOTE if is_remote else FOR_OWN
    silence = "" if leads else silence_before(signature, services)
    if silence:
        let_wait(signature, failure=silence, actor=actor)
        return
    level, evidence = _level_of(signature)

    def make() -> press.Signed:
        return press.make_signature(signature, level=level, evidence=evidence, at=timezone.now())

    at_once = is_remote or leads  # a signer's leave may be spent; who leads asks again soon
    pauses = () if at_once else _while_wanted(signature)
    for_long = partial(patiently, "an authority of signatures", make, SilentAuthorityError, pauses)
    signed = _tried(signature, for_long, actor)
    if signed is None:
        return
    complete_signature(
        signature,
        kept=signed.kept,
        signed_at=signed.signed_at,
        subject=signed.subject,
        serial=signed.serial,
        unproven=signed.unproven,
        actor=actor,
    )


def _while_wanted(signature: Signature) -> Iterator[float]:
    """The pauses before a silent service is asked again, until the signature was given up."""
    for pause in settings.SIGNING_PAUSES:
        if _is_given_up(signature):
            return
        yield pause


def _is_given_up(signature: Signature) -> bool:
    signature.refresh_from_db(fields=["state", "failure"])
    return not takes_answer(signature)


def _silent(signature: Signature, silence: str, actor: Actor) -> bool:
    """Let a signature wait; once its time is over it fails. Return whether that is so."""
    if timezone.now() < signature.requested_at + LONGEST_WAIT:
        let_wait(signature, failure=silence, actor=actor)
        return False
    fail_signature(signature, failure=silence, actor=actor)
    return True


@task(
    "documents.ask_services",
    every="* * * * * */20",
    title=_("Hỏi lại dịch vụ ký số đang im lặng"),
    urgent=True,
)
def ask_silent_services() -> int:
    """Every twenty seconds: ask the services again that signatures wait for; return how many."""
    if not waiting_for_service().exists():
        return 0
    return ask_services("ký tiếp", actor=Actor.platform("hỏi lại dịch vụ ký số"))


def _lay_ready(signature: Signature, means: SigningMeans, actor: Actor) -> None:
    """Make the document ready; the signer takes it to their machine from the page."""
    prepared = _tried(signature, lambda: prepare_document(signature, at=timezone.now()), actor)
    if prepared is None or _is_given_up(signature):
        return
    if signature.failure:
        let_wait(signature, failure="", actor=actor)
    open_session(
        means,
        signature=signature,
        account_id=signature.account_id,
        title=title_of(signature),
        field_name=signature.field_name,
        kept=prepared.kept,
        look=prepared.look,
        actor=actor,
    )


def _tried(signature: Signature, work: Callable[[], Made], actor: Actor) -> Made | None:
    """What the work makes; None when it cannot be made and the signer is told why.

    A silent service is raised; what else fails too, for the queue to try again, without the signer
    being told of surroundings.
    """
    try:
        return work()
    except SilentAuthorityError:
        raise
    except FieldError as missing:
        fail_signature(signature, failure=lacking([str(missing)]), actor=actor)
        return None
    except (SigningError, ValueError) as error:
        fail_signature(signature, failure=str(error) or type(error).__name__, actor=actor)
        return None
    except SURROUNDINGS:
        raise
    except Exception as error:
        fail_signature(signature, failure=type(error).__name__, actor=actor)
        raise


def title_of(signature: Signature) -> str:
    """What the signer reads: the document, or which annex of it."""
    about = signature.document.abstract
    return f"{signature.annex.heading}: {about}"[:500] if signature.annex else about


def _level_of(signature: Signature) -> tuple[str, TrustSet | None]:
    """The level that is set for today, with whom we believe when it keeps proof inside."""
    level = signing_level(signature.role)
    if level not in KEEPS_EVIDENCE:
        return level, None
    refresh_trust()
    return level, trust_set()
