# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Configuration: print templates, trusted roots and revocation lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.adapters.trust import Described, is_list_of
from lienthong.core.documents.enums import AnchorUse, Paper
from lienthong.core.documents.models import (
    PrintTemplate,
    PrintTemplateVersion,
    RevocationList,
    TrustAnchor,
)
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.queries import template_in_force
from lienthong.core.documents.queries.sent import described_authority, described_list
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.clock import midnight
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.printing import PackagedPaper

ENDED = _("Chứng thư này đã ngừng được tin cậy.")
FORGED_LIST = _("Danh sách này mang tên %(name)s nhưng không do nơi đó ký. Hãy lấy lại từ nơi cấp.")
TOO_LATE = _("Chứng thư hết hạn ngày %(day)s. Chọn ngày tin cậy trước ngày đó.")


@action(CONFIGURE)
def publish_print_template(
    code: str,
    *,
    title: str,
    template_name: str,
    paper: Paper,
    valid_from: date,
    legal_basis: str,
    number_pattern: str = "",
    symbol: str = "",
    collective: bool = False,
    to_be_confirmed: bool = False,
    actor: Actor,
) -> PrintTemplateVersion:
    """Add a version of a print template from a day on; the one before it ends that day.

    ``collective``: signed for the body, TM. (30/2020/NĐ-CP, Điều 13).

    The same version again changes nothing, so loading reference data can be repeated.
    """
    return keep_print_template(
        code,
        title=title,
        valid_from=valid_from,
        template_name=template_name,
        paper=paper,
        legal_basis=legal_basis,
        number_pattern=number_pattern,
        symbol=symbol,
        collective=collective,
        to_be_confirmed=to_be_confirmed,
    )


@part_of_act
def keep_print_template(
    code: str, *, title: str, valid_from: date, **values: Any
) -> PrintTemplateVersion:
    """The version of a print template of that day with these values, made when it is missing."""
    template, _made = PrintTemplate.objects.get_or_create(code=code, defaults={"title": title})
    return _version(template, valid_from, values)


def _version(
    template: PrintTemplate, valid_from: date, values: Mapping[str, Any]
) -> PrintTemplateVersion:
    """The version of a day with these values; a new one ends the one before it.

    A body that administrators wrote for the same file goes on; one that is planned for later takes
    the values too, or is dropped with its file.
    """
    rows = PrintTemplateVersion.objects.filter(template=template)
    file = values["template_name"]
    _settle_later(rows, valid_from, values)
    same: PrintTemplateVersion | None = rows.filter(valid_from=valid_from).first()
    if same is not None:
        kept = {} if same.template_name == file else {"body": "", "kept_here": False}
        return change_version(same, {**values, **kept})
    before = rows.on(valid_from).first()
    own = before is not None and before.template_name == file
    kept = {"body": before.body} if before and own else {}
    after = rows.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    if before is not None:
        change_version(before, {"valid_to": valid_from})
    made = PrintTemplateVersion(
        template=template,
        valid_from=valid_from,
        valid_to=after.valid_from if after else None,
        **values,
        **kept,
    )
    made.save()
    return made


@part_of_act
def _settle_later(rows: Any, day: date, values: Mapping[str, Any]) -> None:
    """What administrators planned for after the day takes the values, or goes with its file."""
    planned = rows.filter(kept_here=True, valid_from__gt=day)
    for later in planned.exclude(template_name=values["template_name"]):
        ends = later.valid_to
        later.delete()
        rows.filter(valid_to=later.valid_from).update(valid_to=ends)
    for later in planned.filter(template_name=values["template_name"]):
        change_version(later, values)


@part_of_act
def change_version(
    version: PrintTemplateVersion, values: Mapping[str, Any]
) -> PrintTemplateVersion:
    """Give a version these values."""
    for name, value in values.items():
        setattr(version, name, value)
    version.save(update_fields=list(values))
    return version


@part_of_act
def put_in_force(paper: PackagedPaper) -> None:
    """The print template of the paper, from the day of its ground, unless one is in force."""
    try:
        template_in_force(paper.code)
    except LookupError:
        keep_print_template(
            paper.code,
            title=str(paper.title),
            template_name=paper.template_name,
            paper=Paper(paper.size),
            valid_from=paper.since,
            legal_basis=paper.legal_basis,
            to_be_confirmed=paper.to_be_confirmed,
            **paper.values,
        )


@action(CONFIGURE)
def import_trust_anchor(
    certificate: bytes,
    *,
    use: AnchorUse,
    source: str,
    valid_from: date | None = None,
    list_addresses: Sequence[str] = (),
    answer_addresses: Sequence[str] = (),
    actor: Actor,
) -> TrustAnchor:
    """Believe a root certificate (PEM or DER) from a day on, until it expires.

    Signatures of an issuer that was unknown are judged anew, from that day on. ``list_addresses``
    say where its revocation lists are published, ``answer_addresses`` where its status services
    (OCSP) answer about single certificates. Raises ``InvalidInput`` for what is no certificate of
    an authority, has run out or would be believed too late.
    Legal basis: 23/2025/NĐ-CP.
    """
    read = described_authority(certificate)
    since = _first_day(read, valid_from)
    anchor, _made = TrustAnchor.objects.update_or_create(
        fingerprint=read.fingerprint,
        use=use,
        valid_from=since,
        defaults=_said_by(read)
        | {
            "source": source,
            "list_addresses": list(list_addresses),
            "answer_addresses": list(answer_addresses),
            "added_by_id": actor.account_id,
            "begun_at": max(timezone.now(), midnight(since)),
            "ended_at": None,
        },
    )
    ports.defer("documents.recheck_signatures")
    return anchor


def _said_by(read: Described) -> dict[str, Any]:
    """What a certificate says of itself, as a row."""
    until = read.until.date() if read.until else None
    return {"subject": read.subject[:500], "certificate": read.body, "valid_to": until}


def _first_day(read: Described, asked: date | None) -> date:
    """From when it is believed. Raises ``InvalidInput`` for a day on which it has run out."""
    if asked is not None and read.until is not None and asked >= read.until.date():
        words = TOO_LATE % {"day": f"{timezone.localdate(read.until):%d/%m/%Y}"}
        raise InvalidInput(words, fields={"valid_from": words})
    return asked or read.since.date()


@action(CONFIGURE)
def end_trust_anchor(anchor: TrustAnchor, *, actor: Actor) -> TrustAnchor:
    """Believe a certificate no longer, from now on; signatures that were believed are judged anew.

    A key that has leaked does not wait for midnight; only a certificate whose first day is today
    is believed until it. One that has run out counts no longer for what is proven to be from its
    time either. Raises ``IllegalState`` when somebody has ended it already.
    """
    today = timezone.localdate()
    anchor = TrustAnchor.objects.select_for_update(of=("self",)).get(pk=anchor.pk)
    if not anchor.may_end(today):
        raise IllegalState(ENDED)
    soonest = anchor.soonest_end(today)
    if not anchor.has_run_out(today):
        anchor.valid_to = soonest
    anchor.ended_at = max(timezone.now(), midnight(soonest))
    anchor.save(update_fields=["valid_to", "ended_at"])
    ports.defer("documents.recheck_signatures")
    return anchor


@action(CONFIGURE)
def import_revocation_list(body: bytes, *, actor: Actor) -> RevocationList:
    """Keep the newest revocation list of an issuer.

    Raises ``InvalidInput`` for what is no list, and for one that its known issuer did not sign.
    """
    read = described_list(body)
    known_issuers = TrustAnchor.objects.filter(subject=read.issuer[:500]).order_by("pk")
    keys = [bytes(one.certificate) for one in known_issuers]
    if keys and not any(is_list_of(read.body, one) for one in keys):
        raise InvalidInput(FORGED_LIST % {"name": read.issuer})
    known = RevocationList.objects.filter(issuer=read.subject[:500]).first()
    if known is not None and known.published_at >= read.since:
        return known
    row, _made = RevocationList.objects.update_or_create(
        issuer=read.subject[:500],
        defaults={"published_at": read.since, "next_at": read.until, "body": read.body},
    )
    return row
