# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.documents.actions.configure import (
    import_revocation_list,
    import_trust_anchor,
    publish_print_template,
)
from lienthong.core.documents.actions.mandates import (
    NewMandate,
    end_mandate,
    give_mandate,
    grant_mandate,
    withdraw_mandate,
)
from lienthong.core.documents.domain.authority import Capacity, Refused
from lienthong.core.documents.enums import AnchorUse, Paper, SigningAuthority
from lienthong.core.documents.models import (
    PrintTemplateVersion,
    RevocationList,
    SigningMandate,
    TrustAnchor,
)
from lienthong.core.documents.queries import template_in_force
from lienthong.core.documents.queries.authority import capacity_of, refusal_words
from lienthong.core.documents.queries.trust import trust_set
from lienthong.core.documents.tests.conftest import LONG_AGO, Office, Pki
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed

PLATFORM = Actor.platform("nạp dữ liệu")


def publish(day: date, **changes: Any) -> PrintTemplateVersion:
    values: dict[str, Any] = {
        "title": "Giấy tiếp nhận", "template_name": "a.html", "paper": Paper.A5,
        "legal_basis": "03/2025/TT-VPCP", "actor": PLATFORM,
    }  # fmt: skip
    return publish_print_template("slip", valid_from=day, **{**values, **changes})


def test_new_template_version_ends_the_one_before(db: None) -> None:
    publish(date(2025, 7, 1))
    publish(date(2026, 1, 1), template_name="b.html")
    assert template_in_force("slip", on=date(2025, 12, 31)).template_name == "a.html"
    assert template_in_force("slip", on=date(2026, 1, 1)).template_name == "b.html"
    with pytest.raises(LookupError):
        template_in_force("slip", on=date(2025, 6, 30))


def test_loading_the_same_version_again_changes_nothing(db: None) -> None:
    assert publish(date(2025, 7, 1)) == publish(date(2025, 7, 1))
    assert PrintTemplateVersion.objects.count() == 1


def test_officer_without_the_right_cannot_configure(office: Office) -> None:
    with pytest.raises(NotAllowed):
        publish(date(2026, 1, 1), actor=office.head)


def test_mandate_is_made_once_and_delegation_must_end(office: Office) -> None:
    values: dict[str, Any] = {
        "legal_basis": "30/2020/NĐ-CP, Điều 13", "valid_from": LONG_AGO, "actor": PLATFORM,
    }  # fmt: skip
    first = grant_mandate(SigningAuthority.KT, position_id=office.deputy_position.pk, **values)
    again = grant_mandate(SigningAuthority.KT, position_id=office.deputy_position.pk, **values)
    assert first == again
    with pytest.raises(IntegrityError):
        grant_mandate(SigningAuthority.TUQ, account_id=office.clerk.account_id, **values)


def test_administrator_gives_signing_with_all_that_the_law_asks(office: Office) -> None:
    today = timezone.localdate()
    clerk = Account.objects.get(pk=office.clerk.account_id or 0)
    asked = NewMandate(
        "tuq", "11/GUQ-UBND", today, last_day=today, account=clerk, templates=("copies",)
    )
    for wrong, field in (
        ({"last_day": None}, "until"), ({"last_day": today - timedelta(days=1)}, "until"),
        ({"account": None, "position": office.deputy_position}, "account"),
        ({"account": None}, "account"), ({"position": office.deputy_position}, "account"),
        ({"templates": (), "matter": "Ký công văn"}, "templates"),
        ({"templates": ("free_minutes",)}, "templates"),
        ({"templates": ("không có",)}, "templates"),
        ({"legal_basis": " "}, "legal_basis"), ({"authority": "own"}, "authority"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            give_mandate(replace(asked, **wrong), actor=PLATFORM)
        assert set(refused.value.fields) == {field}
    made = give_mandate(asked, actor=PLATFORM)
    assert made.valid_to == today + timedelta(days=1)
    with pytest.raises(InvalidInput) as twice:
        give_mandate(asked, actor=PLATFORM)
    assert set(twice.value.fields) == {"since"}
    with pytest.raises(NotAllowed):
        give_mandate(asked, actor=office.head)
    day = {"on": today, "matter": "copies"}
    found = capacity_of(office.clerk, office.unit.pk, **day)  # type: ignore[arg-type]
    assert isinstance(found, Capacity)
    assert found.lines[0] == "TUQ. CHỦ TỊCH"
    other = capacity_of(office.clerk, office.unit.pk, on=today, matter="birth")
    assert isinstance(other, Refused)
    assert refusal_words(other, today) == (
        "Việc giao ký TUQ. (11/GUQ-UBND) không gồm giấy này, chỉ gồm: Bản sao (sao y, sao lục,"
        " trích sao)."
    )


def test_mandate_ends_at_once_and_is_withdrawn_before_it_begins(office: Office) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    asked = NewMandate("kt", "Quy chế", today - day, position=office.deputy_position)
    running = give_mandate(asked, actor=PLATFORM)
    with pytest.raises(IllegalState):
        withdraw_mandate(running, actor=PLATFORM)
    with pytest.raises(InvalidInput):
        end_mandate(running, last_day=today - 2 * day, actor=PLATFORM)
    assert end_mandate(running, last_day=today - day, actor=PLATFORM).valid_to == today
    with pytest.raises(InvalidInput):
        end_mandate(running, last_day=today, actor=PLATFORM)
    coming = give_mandate(replace(asked, valid_from=today + day), actor=PLATFORM)
    withdraw_mandate(coming, actor=PLATFORM)
    assert list(SigningMandate.objects.filter(valid_from__gte=today)) == []


def test_trust_is_dated(db: None, pki: Pki) -> None:
    for use in AnchorUse:
        import_trust_anchor(
            pki.root_pem, use=use, source="thử", valid_from=date(2026, 1, 1), actor=PLATFORM
        )
    assert trust_set(on=date(2025, 12, 31)).roots == ()
    found = trust_set(on=date(2026, 6, 1))
    assert (found.roots, found.time_roots) == (pki.trust.roots, pki.trust.time_roots)
    assert TrustAnchor.objects.filter(subject__contains="Liên Thông").count() == len(AnchorUse)


def test_newest_list_of_an_issuer_is_kept(db: None, pki: Pki) -> None:
    body = pki.trust.revocation_lists[1]
    first = import_revocation_list(body, actor=PLATFORM)
    assert import_revocation_list(body, actor=PLATFORM) == first
    assert RevocationList.objects.count() == 1
    assert trust_set().revocation_lists == (body,)


def test_other_files_are_refused(db: None) -> None:
    with pytest.raises(InvalidInput):
        import_trust_anchor(b"xin chao", use=AnchorUse.SIGNATURE, source="x", actor=PLATFORM)
    with pytest.raises(InvalidInput):
        import_revocation_list(b"-----BEGIN X509 CRL-----\nx", actor=PLATFORM)
