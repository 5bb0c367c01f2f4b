# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing on the signer's own machine: handed out under a token, taken back, checked, recorded.

The plug-in shows no session of ours. All it has is a token that works once, for a short while,
for one document and one person. Nothing that comes back is believed before the worker checked it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from lienthong.core.documents.actions.means import record_trial
from lienthong.core.documents.actions.sign import complete_signature, fail_signature
from lienthong.core.documents.adapters.quarantine import PLUGIN_PLACE, waiting_file
from lienthong.core.documents.domain.signatures import SignedBack
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.enums import SESSION_REFUSALS, SessionState, SignatureState
from lienthong.core.documents.models import Signature, SigningMeans, SigningSession
from lienthong.core.documents.permissions import EXAMINE, OWN_MEANS, WORK
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import after_commit
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.language import of_record
from lienthong.kernel.permits import UploadReceipt

TOKEN_LIFETIME = timedelta(minutes=10)
SESSION_LIFETIME = timedelta(hours=2)
MOST_SESSIONS = 200
OPEN = (SessionState.WAITING, SessionState.FETCHED)


@action(WORK)
def open_session(
    means: SigningMeans,
    *,
    signature: Signature | None,
    account_id: int,
    title: str,
    field_name: str,
    kept: Kept,
    look: bytes,
    actor: Actor,
) -> SigningSession:
    """Lay a prepared document ready for the signer's machine; once for each signature."""
    values = {
        "means": means,
        "account_id": account_id,
        "title": title[:500],
        "field_name": field_name,
        "storage_key": kept.key,
        "sha256": kept.sha256,
        "look": look,
        "made_at": timezone.now(),
    }
    if signature is None:
        return SigningSession.objects.create(**values)
    made, _is_new = SigningSession.objects.get_or_create(signature=signature, defaults=values)
    return made


@action(OWN_MEANS)
def issue_tokens(sessions: list[int], *, actor: Actor) -> list[tuple[SigningSession, str]]:
    """Give each waiting session of the actor a new token; the tokens before are dead.

    Raises ``OutOfScope`` when one belongs to somebody else.
    """
    rows = SigningSession.objects.select_for_update(of=("self",))
    found = list(rows.filter(pk__in=sessions[:MOST_SESSIONS]).order_by("pk"))
    if any(one.account_id != actor.account_id for one in found):
        raise OutOfScope
    return [(one, _new_token(one)) for one in found if one.state in OPEN]


def _new_token(session: SigningSession) -> str:
    token = secrets.token_urlsafe(32)
    session.token_hash = hash_of(token)
    session.token_until = timezone.now() + TOKEN_LIFETIME
    session.state, session.fetched_at, session.refusal = SessionState.WAITING, None, ""
    session.save(update_fields=["token_hash", "token_until", "state", "fetched_at", "refusal"])
    return token


@action(EXAMINE)
def hand_out(token: str, *, actor: Actor) -> SigningSession:
    """Let whoever shows the token have the document, once. Raises ``IllegalState`` in words."""
    session = _session_of(token)
    if session.state != SessionState.WAITING:
        raise refused("used")
    session.state, session.fetched_at = SessionState.FETCHED, timezone.now()
    session.save(update_fields=["state", "fetched_at"])
    return session


@action(EXAMINE)
def take_back(token: str, *, receipt: UploadReceipt, actor: Actor) -> SigningSession:
    """Take what was uploaded for the token, once, and order its check.

    Raises ``IllegalState`` in words: the document is not lost, it can be signed again.
    """
    session = _session_of(token)
    if session.state == SessionState.WAITING:
        raise refused("not_fetched")
    if (receipt.draft, receipt.slot) != (PLUGIN_PLACE, str(session.pk)):
        raise refused("other_document")
    session.state, session.received_at = SessionState.RECEIVED, timezone.now()
    session.stored = receipt.stored
    session.save(update_fields=["state", "received_at", "stored"])
    ports.defer("documents.check_signed_back", session_id=session.pk)
    return session


def _session_of(token: str) -> SigningSession:
    rows = SigningSession.objects.select_for_update(of=("self",))
    session: SigningSession | None = rows.filter(token_hash=hash_of(token)).first()
    if session is None:
        raise refused("unknown")
    if session.state == SessionState.CLOSED:
        raise refused(session.refusal)
    if session.state not in OPEN:
        raise refused("used")
    if session.token_until is None or session.token_until <= timezone.now():
        raise refused("late")
    return session


@action(WORK)
def accept_signed_back(
    session: SigningSession, *, kept: Kept, made: SignedBack, actor: Actor
) -> SigningSession:
    """Record a document that came back well signed; a second report changes nothing."""
    session = _received(session)
    if session.state != SessionState.RECEIVED:
        return session
    session.state = SessionState.DONE
    if session.signature is None:
        record_trial(session.means, failure="", actor=actor)
    else:
        recorded = complete_signature(
            session.signature,
            kept=kept,
            signed_at=made.signed_at,
            subject=made.subject,
            serial=made.serial,
            actor=actor,
        )
        if recorded.state != SignatureState.DONE:
            session.state, session.refusal = SessionState.REFUSED, "outdated"
    return _settled(session)


@action(WORK)
def refuse_signed_back(session: SigningSession, *, code: str, actor: Actor) -> SigningSession:
    """What came back is not taken: the signature failed, in words, and can be asked for again."""
    session = _received(session)
    if session.state != SessionState.RECEIVED:
        return session
    session.state, session.refusal = SessionState.REFUSED, code
    return _without_signature(session)


@action(OWN_MEANS)
def give_up_session(session: SigningSession, *, actor: Actor) -> SigningSession:
    """The signer does not sign this now. Raises ``OutOfScope`` for somebody else's."""
    if session.account_id != actor.account_id:
        raise OutOfScope
    session = _received(session)
    if session.state not in OPEN:
        raise IllegalState
    session.state, session.refusal = SessionState.CLOSED, "given_up"
    return _without_signature(session)


@action(WORK)
def close_sessions(before: datetime, *, actor: Actor) -> int:
    """End what nobody signed for two hours; the documents can be signed anew. Return how many."""
    old = SigningSession.objects.filter(made_at__lt=before, state__in=OPEN).order_by("pk")
    for session in list(old):
        session.state, session.refusal = SessionState.CLOSED, "late"
        _without_signature(session)
    return len(old)


def _received(session: SigningSession) -> SigningSession:
    rows = SigningSession.objects.select_for_update(of=("self",))
    found: SigningSession = rows.select_related("signature", "means").get(pk=session.pk)
    return found


def _without_signature(session: SigningSession) -> SigningSession:
    with of_record():
        failure = str(SESSION_REFUSALS[session.refusal])
    actor = Actor.platform(failure)
    if session.signature is not None:
        fail_signature(session.signature, failure=failure, actor=actor)
    elif session.refusal != "given_up":
        record_trial(session.means, failure=failure, actor=actor)
    return _settled(session)


def _settled(session: SigningSession) -> SigningSession:
    """Nothing of it can be used again; the file that came back goes with the transaction.

    The hash of its last token stays, so that whoever shows the token again is told what became
    of it.
    """
    session.save(update_fields=["state", "refusal"])
    if session.stored:
        path = waiting_file(session.stored)
        after_commit(lambda: path.unlink(missing_ok=True))
    return session


def refused(code: str) -> IllegalState:
    """The refusal with its words."""
    return IllegalState(SESSION_REFUSALS[code], code=code)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
