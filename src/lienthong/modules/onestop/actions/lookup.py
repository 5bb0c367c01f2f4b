# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tracking without an account: a one-time code to the telephone number given in the dossier.

Asking does the same work for every number; only the job, later, knows whether the number is right.
Legal basis: 01/2018/TT-VPCP, Điều 16; 91/2025/QH15.
"""

from __future__ import annotations

from lienthong.core.notifications.api import (
    CODE,
    HIDDEN,
    Channel,
    CodePurpose,
    CodeRequest,
    NewMessage,
    OneTimeCode,
    Recipient,
    Subject,
    ask_code,
    code_limits,
    mobile_number,
    release_code,
    send_message,
)
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.notifications import LOOKUP_CODE

OWNER = "onestop.dossier"


@action(CODE)
def ask_lookup(dossier: Dossier, *, phone: str, actor: Actor) -> OneTimeCode:
    """Ask for a code to a telephone number. Raises ``TooManyRequests``."""
    asked = CodeRequest(CodePurpose.LOOKUP, OWNER, dossier.pk, phone, actor.address)
    code = ask_code(asked, actor=actor)
    ports.defer("onestop.send_lookup_code", code_id=code.pk, phone=phone)
    return code


@part_of_act
def send_lookup_code(code: OneTimeCode, *, phone: str, actor: Actor) -> bool:
    """Send the code if the number is the dossier's; otherwise the code stays good for nothing."""
    dossier = Dossier.objects.select_related("submitter", "case").get(pk=code.subject_id)
    if phone != phone_of(dossier):
        return False
    release_code(code)
    minutes = int(code_limits().valid.total_seconds() // 60)
    send_message(
        NewMessage(
            kind=LOOKUP_CODE,
            event_key=f"code:{code.pk}",
            recipient=Recipient(
                dossier.submitter.full_name, person_id=dossier.submitter_id, phone=phone
            ),
            values={"code": HIDDEN, "minutes": minutes, "subject": dossier.code},
            subject=Subject(OWNER, dossier.pk, dossier.code),
            channels=(Channel.SMS,),
            expires_at=code.expires_at,
            code_id=code.pk,
        ),
        actor=actor,
    )
    return True


def phone_of(dossier: Dossier) -> str:
    """The mobile number given in the dossier, else the applicant's own; empty without one."""
    given = mobile_number(dossier.contact.get("phone", ""))
    return given or mobile_number(dossier.submitter.phone)
