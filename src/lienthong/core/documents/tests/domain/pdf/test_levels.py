# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import fill_fields, sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder, SigningError
from lienthong.core.documents.domain.verdicts import LEVELS, TrustSet, all_valid
from lienthong.core.documents.rules import grid_of
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT, pdfsig

ASSETS = packaged_assets()
VALUES = {"number": "152/2026", "date": "ngày 20 tháng 11 năm 2026"}
LEADER = Appearance("Nguyễn Thị Hạnh")
SEAL = Appearance("UBND phường Đồng Hới", (), "agency")


@pytest.fixture(scope="module")
def make(pki: Pki) -> Callable[[str, str], bytes]:
    """Draws, signs and seals a result at two levels; ``""`` leaves the seal out."""
    drawn = render_pdf(RESULT, css=CSS, assets=ASSETS).pdf

    def result(person: str, agency: str) -> bytes:
        now = timezone.now()
        order = SignatureOrder("person", LEADER, now, level=person)
        signed = sign_field(drawn, order, pki.leader, pki.clock, ASSETS, pki.trust)
        if not agency:
            return signed
        filled = fill_fields(signed, VALUES, ASSETS)
        order = SignatureOrder("agency", SEAL, timezone.now(), level=agency)
        return sign_field(filled, order, pki.agency, pki.clock, ASSETS, pki.trust)

    return result


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_is_reached_and_told(
    make: Callable[[str, str], bytes], level: str, pki: Pki, tmp_path: Path
) -> None:
    pdf = make(level, "")
    (verdict,) = verify_pdf(pdf, pki.trust, at=timezone.now())
    assert (verdict.level, verdict.valid, verdict.revocation) == (level, True, "good")
    assert verdict.time == ("claimed" if level == "b-b" else "trusted")
    said = pdfsig(pdf, pki.root_pem, tmp_path)[0]
    assert (said.signature, said.certificate) == (
        "Signature is Valid.",
        "Certificate is Trusted.",
    )


@pytest.mark.parametrize(
    ("person", "agency"),
    [("b-b", "b-lt"), ("b-t", "b-t"), ("b-lt", "b-b"), ("b-lt", "b-lta"), ("b-lta", "b-lta")],
)
def test_a_later_seal_of_any_level_leaves_the_person_s_signature_valid(
    make: Callable[[str, str], bytes], person: str, agency: str, pki: Pki
) -> None:
    verdicts = verify_pdf(make(person, agency), pki.trust, at=timezone.now())
    assert [verdict.field_name for verdict in verdicts] == ["person", "agency"]
    assert [(v.intact, v.trusted, v.covers != "part") for v in verdicts] == [(True,) * 3] * 2
    assert all_valid(verdicts)


def test_what_is_kept_inside_answers_when_the_lists_are_gone(
    make: Callable[[str, str], bytes], pki: Pki
) -> None:
    bare = TrustSet(pki.trust.roots, pki.trust.time_roots)
    (stamped,) = verify_pdf(make("b-t", ""), bare, at=timezone.now())
    (kept,) = verify_pdf(make("b-lt", ""), bare, at=timezone.now())
    assert (stamped.revocation, kept.revocation) == ("unknown", "good")


def test_of_an_altered_file_it_is_not_said_that_its_issuer_is_unknown(
    make: Callable[[str, str], bytes], pki: Pki
) -> None:
    pdf = make("b-t", "")
    place = pdf.index(b"/Title") + 10
    altered = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    (verdict,) = verify_pdf(altered, pki.trust, at=timezone.now())
    assert (verdict.judgement, verdict.today) == ("altered", "")
    lines = {line.key: str(line.text) for line in grid_of(verdict)}
    unasked = "Không xét, vì nội dung không khớp với chữ ký"
    assert (lines["trusted"], lines["revocation"]) == (unasked, unasked)


def test_time_stamp_carries_a_signature_past_its_certificate(pki: Pki) -> None:
    drawn = render_pdf(RESULT, css=CSS, assets=ASSETS).pdf
    today = timezone.now()
    days = {"since": f"{today - timedelta(days=9):%Y-%m-%d}"}
    key = pki.key_of("Sắp Hết Hạn", **days, until=f"{today + timedelta(days=2):%Y-%m-%d}")
    later = today + timedelta(days=30)
    found = {}
    for level in ("b-b", "b-t", "b-lta"):
        order = SignatureOrder("person", LEADER, today, level=level)
        pdf = sign_field(drawn, order, key, pki.clock, ASSETS, pki.trust)
        (verdict,) = verify_pdf(pdf, pki.trust, at=later)
        assert verdict.today == "expired"
        found[level] = (verdict.trusted, verdict.judgement)
    assert found == {
        "b-b": (False, "expired"),
        "b-t": (True, "valid"),
        "b-lta": (True, "valid"),
    }


def test_list_that_has_run_out_leaves_revocation_open_but_still_revokes(pki: Pki) -> None:
    drawn = render_pdf(RESULT, css=CSS, assets=ASSETS).pdf
    later = timezone.now() + timedelta(days=30)
    order = SignatureOrder("person", LEADER, timezone.now(), level="b-b")
    keys = pki.key_of("Còn Hạn"), pki.key_of("Đã Thu Hồi")
    pki.revoke(keys[1])
    trust = replace(pki.trust, revocation_lists=pki.lists())
    made = [sign_field(drawn, order, key, pki.clock, ASSETS) for key in keys]
    verdicts = [verify_pdf(pdf, trust, at=later)[0] for pdf in made]
    assert [one.revocation for one in verdicts] == ["unknown", "revoked"]
    assert [one.judgement for one in verdicts] == ["revocation_unknown", "revoked"]


def test_without_evidence_long_levels_are_refused(pki: Pki) -> None:
    drawn = render_pdf(RESULT, css=CSS, assets=ASSETS).pdf
    order = SignatureOrder("person", LEADER, timezone.now(), level="b-lt")
    with pytest.raises(SigningError):
        sign_field(drawn, order, pki.leader, pki.clock, ASSETS, None)
    bare = TrustSet(pki.trust.roots, pki.trust.time_roots)
    with pytest.raises(SigningError):
        sign_field(drawn, order, pki.leader, pki.clock, ASSETS, bare)
