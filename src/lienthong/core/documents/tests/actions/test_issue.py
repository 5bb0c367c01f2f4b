# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lienthong.core.access.api import Grant
from lienthong.core.documents.actions.configure import end_trust_anchor, import_trust_anchor
from lienthong.core.documents.actions.draft import redraft_document
from lienthong.core.documents.actions.issue import (
    issue_document,
    number_document,
    seal_document,
    void_document,
)
from lienthong.core.documents.actions.mandates import grant_mandate
from lienthong.core.documents.actions.revoke import (
    recall_document,
    replace_document,
    revoke_document,
)
from lienthong.core.documents.actions.sign import initial_document, sign_document
from lienthong.core.documents.adapters import press
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.adapters.local_store import LocalStore
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.signatures import failure_words
from lienthong.core.documents.enums import (
    AnchorUse,
    DocumentState,
    SignatureRole,
    SignatureState,
    SigningAuthority,
)
from lienthong.core.documents.models import (
    File,
    FileVersion,
    IssuedDocument,
    RevocationList,
    Signature,
    TrustAnchor,
)
from lienthong.core.documents.queries import (
    documents_of,
    find_by_content,
    find_by_verification_code,
    signing_level,
    verdicts_of,
)
from lienthong.core.documents.queries.failures import unissued_because
from lienthong.core.documents.queries.proofs import unproven_counts
from lienthong.core.documents.queries.trust import doubted_versions
from lienthong.core.documents.tasks import trust
from lienthong.core.documents.tests.conftest import LONG_AGO, Office
from lienthong.core.documents.tests.domain.pdf.pages import pdfsig, text_of
from lienthong.core.references.api import Setting, SettingVersion
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.testing.snapshot import once

Draft = Callable[..., IssuedDocument]
Jobs = Callable[[], list[str]]


@pytest.fixture
def signed(draft: Draft, office: Office, signing: str, run_jobs: Jobs) -> IssuedDocument:
    return once("signed extract", lambda: _signed(draft, office, run_jobs))


def _signed(draft: Draft, office: Office, run_jobs: Jobs) -> IssuedDocument:
    document = draft()
    run_jobs()
    sign_document(document, actor=office.head)
    run_jobs()
    document.refresh_from_db()
    return document


@pytest.fixture
def issued(signed: IssuedDocument, office: Office, run_jobs: Jobs) -> IssuedDocument:
    return once("issued extract", lambda: _issued(signed, office, run_jobs))


def _issued(signed: IssuedDocument, office: Office, run_jobs: Jobs) -> IssuedDocument:
    number_document(signed, actor=office.clerk)
    seal_document(signed, actor=office.clerk)
    run_jobs()
    signed.refresh_from_db()
    return signed


def test_whole_life_ends_in_a_paper_that_pdfsig_believes(
    issued: IssuedDocument, office: Office, signing: str, tmp_path: Path
) -> None:
    assert issued.state == DocumentState.ISSUED
    today = timezone.localdate()
    assert issued.number_text == f"01/{today.year}/TLKS-ĐH"
    assert issued.number is not None
    assert (issued.number.state, issued.number.subject_id) == ("issued", issued.pk)
    version = issued.current_version
    assert version is not None
    pdf = read_bytes(version)
    root = httpx.get(f"{signing}/ca/root.pem").content
    lines = [line for line in pdfsig(pdf, root, tmp_path) if line.signature]
    for line, field in zip(lines, ("person", "agency"), strict=True):
        assert (line.field, line.signature) == (field, "Signature is Valid.")
        assert line.certificate == "Certificate is Trusted."
    words = " ".join(text_of(pdf, tmp_path).split())
    assert f"Số: {issued.number_text} Đồng Hới, ngày" in words
    assert issued.printed_code in words
    assert "Ký bởi: Lê Thị Hà Chủ tịch, UBND phường Đồng Hới" in words
    person, agency = verdicts_of(issued)
    assert (person.valid, agency.valid) == (True, True)
    assert (person.revocation, person.time, agency.revocation) == ("good", "trusted", "good")
    assert (person.level, agency.level) == ("b-lt", "b-lt")
    assert TrustAnchor.objects.count() == 2


def test_level_is_a_dated_setting(signed: IssuedDocument, office: Office, run_jobs: Jobs) -> None:
    row = Setting.objects.create(key="documents.signing", title="Mức chữ ký")
    levels = {"initial": "b-b", "sign": "b-b", "seal": "b-t"}
    today = timezone.localdate()
    SettingVersion.objects.create(setting=row, value={"levels": levels}, valid_from=today)
    assert signing_level("seal") == "b-t"
    assert signing_level("seal", on=today - timedelta(days=1)) == "b-lt"
    number_document(signed, actor=office.clerk)
    seal_document(signed, actor=office.clerk)
    run_jobs()
    assert [verdict.level for verdict in verdicts_of(signed)] == ["b-t", "b-t"]


def test_silent_authority_lowers_the_level_and_does_not_stop_the_office(
    signed: IssuedDocument, office: Office, run_jobs: Jobs
) -> None:
    number_document(signed, actor=office.clerk)
    lost = RevocationList.objects.get(issuer__contains="Cấp chứng thư")
    RevocationList.objects.filter(pk=lost.pk).delete()
    seal_document(signed, actor=office.clerk)
    run_jobs()
    signed.refresh_from_db()
    agency = verdicts_of(signed)[1]
    assert (agency.level, agency.intact, agency.trusted) == ("b-t", True, True)
    assert list(unproven_counts().values()) == [1]
    assert "Cấp chứng thư thử nghiệm" in next(iter(unproven_counts()))

    job = ports.tasks()["documents.renew_proofs"].function
    IssuedDocument.objects.filter(pk=signed.pk).update(state=DocumentState.ISSUED)
    assert job() == 0
    lost.save(force_insert=True)
    assert job() == 1
    run_jobs()
    assert (unproven_counts(), job()) == ({}, 0)
    signed.refresh_from_db()
    assert [one.level for one in verdicts_of(signed)] == ["b-lta", "b-lta"]


def test_everything_else_stays_as_it_was_signed(issued: IssuedDocument) -> None:
    rows = list(issued.file.versions.order_by("number"))
    drawn, signed, sealed = (read_bytes(row) for row in rows)
    assert signed.startswith(drawn)
    assert sealed.startswith(signed)
    person, agency = issued.signatures.order_by("pk")
    assert (person.base_version, person.result_version) == (rows[0], rows[1])
    assert (agency.base_version, agency.result_version) == (rows[1], rows[2])
    assert (person.role, agency.role) == (SignatureRole.SIGN, SignatureRole.SEAL)
    assert "Lê Thị Hà" in person.certificate_subject
    assert (person.signer_name, person.position_text) == ("Lê Thị Hà", "Chủ tịch")


def test_paper_is_found_by_its_code_only_once_issued(draft: Draft, issued: IssuedDocument) -> None:
    assert find_by_verification_code(f" {issued.printed_code.lower()} ") == issued
    version = issued.current_version
    assert version is not None
    assert find_by_content(version.sha256) == issued
    assert find_by_verification_code(draft().printed_code) is None
    assert find_by_verification_code("0000-0000-0000-0000") is None
    assert find_by_verification_code("'; drop table") is None
    older = issued.file.versions.get(number=1)
    assert find_by_content(older.sha256) is None


def test_numbers_of_one_book_follow_each_other(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    papers = [draft(owner_id=number) for number in (1, 2)]
    run_jobs()
    for paper in papers:
        sign_document(paper, actor=office.head)
    run_jobs()
    numbered = [number_document(paper, actor=office.clerk) for paper in papers]
    assert [paper.number_text[:3] for paper in numbered] == ["01/", "02/"]
    assert [paper.number.state for paper in numbered if paper.number] == ["issuing", "issuing"]


def test_jobs_done_twice_change_nothing(
    issued: IssuedDocument, office: Office, run_jobs: Jobs
) -> None:
    from lienthong.core.documents.tasks import papers
    from lienthong.core.documents.tasks import signing as signing_jobs

    before = issued.file.versions.count()
    papers.render_document(issued.pk)
    for signature in issued.signatures.order_by("pk"):
        signing_jobs.apply_signature(signature.pk)
    papers.verify_document(issued.pk)
    assert issued.file.versions.count() == before
    issued.refresh_from_db()
    assert issued.state == DocumentState.ISSUED


def test_killed_after_signing_before_the_row_signs_once(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    from lienthong.core.documents.tasks import signing as signing_jobs

    document = draft()
    run_jobs()
    signature = sign_document(document, actor=office.head)
    press.make_signature(signature, at=timezone.now())
    signing_jobs.apply_signature(signature.pk)
    signing_jobs.apply_signature(signature.pk)
    assert document.file.versions.count() == 2
    assert document.signatures.filter(state=SignatureState.DONE).count() == 1


def test_drawing_twice_before_signing_makes_one_version(
    draft: Draft, office: Office, run_jobs: Jobs
) -> None:
    from lienthong.core.documents.tasks import papers

    document = draft()
    run_jobs()
    papers.render_document(document.pk)
    assert document.file.versions.count() == 1
    redraft_document(document, content={"title": "TRÍCH LỤC", "child": "Ước"}, actor=office.clerk)
    run_jobs()
    assert document.file.versions.count() == 2


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"%PDF-1.7 khac")])
def test_paper_broken_where_it_lies_is_told_drawn_again_and_signed(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs, harm: Callable[[Path], object]
) -> None:
    document = draft()
    run_jobs()
    version, store = document.current_version, file_store()
    assert version is not None
    assert isinstance(store, LocalStore)
    key = version.storage_key
    stored = store.root / key[:2] / key[2:4] / key
    stored.chmod(0o640)
    harm(stored)

    first = sign_document(document, actor=office.head)
    run_jobs()

    first.refresh_from_db()
    document.refresh_from_db()
    assert (first.state, document.state) == (SignatureState.FAILED, DocumentState.DRAFT)
    assert "bị hỏng hoặc mất" in failure_words(first.failure)
    sign_document(document, actor=office.head)
    run_jobs()
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED


def test_signature_waits_for_a_database_that_fails_and_nobody_is_told(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    from lienthong.core.documents.tasks import signing as signing_jobs

    document = draft()
    run_jobs()
    asked = sign_document(document, actor=office.head)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE documents_signingmeans RENAME TO gone")
        with pytest.raises(DatabaseError), transaction.atomic():
            signing_jobs.apply_signature(asked.pk)
        cursor.execute("ALTER TABLE gone RENAME TO documents_signingmeans")

    asked.refresh_from_db()
    assert (asked.state, asked.failure) == (SignatureState.REQUESTED, "")
    signing_jobs.apply_signature(asked.pk)
    asked.refresh_from_db()
    assert asked.state == SignatureState.DONE


def test_signature_waits_for_a_disk_that_fails_and_nobody_is_told(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    from lienthong.core.documents.tasks import signing as signing_jobs

    document = draft()
    run_jobs()
    version, store = document.current_version, file_store()
    assert version is not None
    assert isinstance(store, LocalStore)
    key = version.storage_key
    stored = store.root / key[:2] / key[2:4] / key
    aside = stored.rename(stored.with_suffix(".aside"))
    stored.mkdir()
    asked = sign_document(document, actor=office.head)
    with pytest.raises(OSError, match="directory"):
        signing_jobs.apply_signature(asked.pk)

    asked.refresh_from_db()
    assert (asked.state, asked.failure) == (SignatureState.REQUESTED, "")
    stored.rmdir()
    aside.rename(stored)
    signing_jobs.apply_signature(asked.pk)
    asked.refresh_from_db()
    assert asked.state == SignatureState.DONE


def test_silent_authority_is_asked_again_without_the_signer(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs, settings: Any
) -> None:
    settings.SIGNING_PAUSES = (0.0, 0.0)
    document = draft()
    run_jobs()
    form = {"channel": "tsa", "mode": "error", "count": "2"}
    assert httpx.post(f"{signing}/faults", data=form).is_redirect

    sign_document(document, actor=office.head)
    run_jobs()

    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED
    (one,) = Signature.objects.filter(document=document)
    assert (one.state, one.failure) == (SignatureState.DONE, "")


def test_signing_needs_a_drawn_paper_and_waits_for_the_first(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    document = draft()
    with pytest.raises(IllegalState) as early:
        sign_document(document, actor=office.head)
    assert early.value.code == "not_drawn"
    run_jobs()
    sign_document(document, actor=office.head)
    with pytest.raises(IllegalState) as twice:
        sign_document(document, actor=office.head)
    assert twice.value.code == "being_signed"


def test_initials_come_before_the_signature(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    document = draft()
    run_jobs()
    initial_document(document, actor=office.deputy)
    run_jobs()
    document.refresh_from_db()
    assert document.state == DocumentState.INITIALLED
    sign_document(document, actor=office.head)
    run_jobs()
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED
    with pytest.raises(IllegalState):
        redraft_document(document, content={}, actor=office.clerk)


def test_deputy_signs_only_with_a_mandate(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs, tmp_path: Path
) -> None:
    document = draft()
    run_jobs()
    with pytest.raises(NotAllowed) as refused:
        sign_document(document, authority=SigningAuthority.KT, actor=office.deputy)
    assert refused.value.code == "no_mandate"
    mandate = grant_mandate(
        SigningAuthority.KT,
        position_id=office.deputy_position.pk,
        for_title="CHỦ TỊCH",
        legal_basis="30/2020/NĐ-CP, Điều 13",
        valid_from=LONG_AGO,
        actor=Actor.platform("nạp dữ liệu"),
    )
    signature = sign_document(document, authority=SigningAuthority.KT, actor=office.deputy)
    run_jobs()
    assert signature.mandate == mandate
    version = document.current_version
    assert version is not None
    words = " ".join(text_of(read_bytes(version), tmp_path).split())
    assert "Ký bởi: Nguyễn Thị Hạnh KT. CHỦ TỊCH Phó Chủ tịch, UBND phường Đồng Hới" in words
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in words
    assert signature.capacity == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_mandate_ends_on_its_day(draft: Draft, office: Office, run_jobs: Jobs) -> None:
    today = timezone.localdate()
    grant_mandate(
        SigningAuthority.TUQ,
        account_id=office.clerk.account_id,
        agency_id=office.unit.pk,
        legal_basis="30/2020/NĐ-CP, Điều 13",
        valid_from=today - timedelta(days=9),
        valid_to=today,
        actor=Actor.platform("nạp dữ liệu"),
    )
    document = draft()
    run_jobs()
    with pytest.raises(NotAllowed):
        sign_document(document, authority=SigningAuthority.TUQ, actor=office.clerk)


def test_stand_in_says_so(draft: Draft, office: Office, run_jobs: Jobs) -> None:
    document = draft()
    run_jobs()
    standing_in = office.deputy.acting(
        on_behalf_of_id=office.head.account_id, on_behalf_of_name="Lê Thị Hà"
    )
    with pytest.raises(NotAllowed):
        sign_document(document, actor=standing_in)
    with pytest.raises(NotAllowed):
        sign_document(document, authority=SigningAuthority.TUQ, actor=standing_in)
    Grant.objects.create(
        account_id=office.deputy.account_id, from_account_id=office.head.account_id,
        role=Grant.objects.earliest("pk").role, unit=office.unit, scope=1, kind="delegation",
        valid_from=LONG_AGO,
    )  # fmt: skip
    signature = sign_document(document, authority=SigningAuthority.TUQ, actor=standing_in)
    assert signature.on_behalf_of_id == office.head.account_id


def test_other_ward_sees_nothing(draft: Draft, office: Office, run_jobs: Jobs) -> None:
    document = draft()
    run_jobs()
    with pytest.raises(OutOfScope):
        sign_document(document, actor=office.stranger)
    with pytest.raises(OutOfScope):
        void_document(document, reason="x", actor=office.stranger)
    document.refresh_from_db()
    assert (document.state, Signature.objects.count()) == (DocumentState.DRAFT, 0)


def test_given_up_number_stays_in_the_book(
    signed: IssuedDocument, office: Office, run_jobs: Jobs
) -> None:
    number_document(signed, dated_on=date(2026, 11, 20), actor=office.clerk)
    waiting = seal_document(signed, actor=office.clerk)
    with pytest.raises(InvalidInput):
        void_document(signed, reason=" ", actor=office.clerk)
    void_document(signed, reason="Sai tên mẹ", actor=office.clerk)
    run_jobs()
    signed.refresh_from_db()
    waiting.refresh_from_db()
    assert (signed.state, signed.ended_reason) == (DocumentState.VOID, "Sai tên mẹ")
    assert waiting.state == SignatureState.CANCELLED
    assert signed.number is not None
    assert (signed.number.state, signed.number.reason) == ("void", "Sai tên mẹ")
    assert find_by_verification_code(signed.printed_code) is None


def test_seal_needs_a_number_and_issue_a_valid_seal(signed: IssuedDocument, office: Office) -> None:
    with pytest.raises(IllegalState):
        seal_document(signed, actor=office.clerk)
    with pytest.raises(IllegalState):
        issue_document(signed, actor=office.clerk)
    IssuedDocument.objects.filter(pk=signed.pk).update(
        state=DocumentState.SEALED, dated_on=date(2026, 11, 20)
    )
    with pytest.raises(IllegalState) as refused:
        issue_document(signed, actor=office.clerk)
    assert refused.value.code == "not_verified"


def test_revoked_result_stays_verifiable_and_says_so(
    issued: IssuedDocument, office: Office
) -> None:
    with pytest.raises(InvalidInput):
        revoke_document(issued, reason="Cấp sai", basis="", actor=office.head)
    revoke_document(issued, reason="Cấp sai", basis="QĐ 12/QĐ-UBND", actor=office.head)
    found = find_by_verification_code(issued.printed_code)
    assert found is not None
    assert (found.state, found.ended_reason, found.ended_basis) == (
        DocumentState.REVOKED, "Cấp sai", "QĐ 12/QĐ-UBND",
    )  # fmt: skip
    with pytest.raises(IllegalState):
        recall_document(issued, reason="x", basis="y", actor=office.head)


def test_only_an_issued_paper_replaces_another(
    issued: IssuedDocument, draft: Draft, office: Office
) -> None:
    other = draft(owner_id=8)
    with pytest.raises(IllegalState):
        replace_document(issued, by=other, reason="Cấp lại", basis="Đơn", actor=office.head)
    IssuedDocument.objects.filter(pk=other.pk).update(
        state=DocumentState.ISSUED, dated_on=date(2026, 11, 20)
    )
    other.refresh_from_db()
    replace_document(issued, by=other, reason="Cấp lại", basis="Đơn", actor=office.head)
    assert IssuedDocument.objects.get(pk=issued.pk).replaced_by == other


def test_documents_of_an_owner_come_newest_first(draft: Draft) -> None:
    first, second = draft(), draft()
    draft(owner_id=99)
    assert documents_of("dossier", 7) == [second, first]


def test_result_of_a_person_is_never_recalled(
    issued: IssuedDocument, office: Office, citizen: Actor
) -> None:
    IssuedDocument.objects.filter(pk=issued.pk).update(person_id=citizen.person_id)
    issued.refresh_from_db()
    with pytest.raises(IllegalState) as refused:
        recall_document(issued, reason="Gửi nhầm", basis="CV 5", actor=office.head)
    assert (refused.value.code, "bằng quyết định" in str(refused.value)) == ("of_a_person", True)
    issued.refresh_from_db()
    assert issued.state == DocumentState.ISSUED


def test_signatures_that_rested_on_an_ended_anchor_are_judged_anew(
    issued: IssuedDocument, run_jobs: Jobs
) -> None:
    version = issued.current_version
    assert version is not None
    assert [one.judgement for one in verdicts_of(issued)] == ["valid", "valid"]
    assert not doubted_versions().exists()
    TrustAnchor.objects.update(valid_from=LONG_AGO)
    administrator = Actor.platform("quản trị")
    anchor = TrustAnchor.objects.get(use=AnchorUse.SIGNATURE)

    end_trust_anchor(anchor, actor=administrator)

    assert [one.pk for one in doubted_versions()] == [version.pk], "only the newest of the file"
    assert "documents.recheck_signatures" in run_jobs()
    issued.refresh_from_db()
    assert [one.judgement for one in verdicts_of(issued)] == ["unknown_issuer", "unknown_issuer"]
    assert issued.state == DocumentState.ISSUED
    assert not doubted_versions().exists()

    added = import_trust_anchor(
        bytes(anchor.certificate),
        use=AnchorUse.SIGNATURE,
        source="Ban Cơ yếu",
        valid_from=timezone.localdate() - timedelta(days=1),
        actor=administrator,
    )

    assert [one.pk for one in doubted_versions()] == [version.pk], "its issuer was unknown"
    assert "documents.recheck_signatures" in run_jobs()
    issued.refresh_from_db()
    assert [one.judgement for one in verdicts_of(issued)] == ["valid", "valid"]
    assert not doubted_versions().exists()
    TrustAnchor.objects.filter(pk=added.pk).update(valid_to=timezone.localdate())
    assert not doubted_versions().exists(), "judged today already, without it"


def test_sealed_paper_of_an_unknown_issuer_says_so_and_is_issued_once_it_is_believed(
    signed: IssuedDocument, office: Office, run_jobs: Jobs
) -> None:
    trust.refresh_trust()
    TrustAnchor.objects.update(valid_from=LONG_AGO)
    administrator = Actor.platform("quản trị")
    anchor = TrustAnchor.objects.get(use=AnchorUse.SIGNATURE)
    end_trust_anchor(anchor, actor=administrator)
    number_document(signed, actor=office.clerk)
    seal_document(signed, actor=office.clerk)
    assert unissued_because(signed) == "", "not sealed yet"

    run_jobs()

    signed.refresh_from_db()
    assert signed.state == DocumentState.SEALED
    assert unissued_because(signed).startswith("không xác nhận được người ký; ")

    since = timezone.localdate() - timedelta(days=1)
    import_trust_anchor(
        bytes(anchor.certificate),
        use=AnchorUse.SIGNATURE,
        source="Ban Cơ yếu",
        valid_from=since,
        actor=administrator,
    )
    run_jobs()
    signed.refresh_from_db()
    assert (signed.state, unissued_because(signed)) == (DocumentState.ISSUED, "")


def test_anchor_that_runs_out_or_begins_on_a_day_counts_from_that_day(
    issued: IssuedDocument, run_jobs: Jobs
) -> None:
    version, today = issued.current_version, timezone.localdate()
    assert version is not None
    yesterday = timezone.now() - timedelta(days=1)
    FileVersion.objects.filter(pk=version.pk).update(scanned_at=yesterday)
    anchor = TrustAnchor.objects.get(use=AnchorUse.SIGNATURE)
    last = {"valid_from": LONG_AGO, "valid_to": today + timedelta(days=1)}
    TrustAnchor.objects.filter(pk=anchor.pk).update(**last)
    assert not doubted_versions().exists(), "its last day is today"
    TrustAnchor.objects.filter(pk=anchor.pk).update(valid_to=today)

    assert [one.pk for one in doubted_versions()] == [version.pk]
    trust.recheck_signatures()
    issued.refresh_from_db()
    assert [one.judgement for one in verdicts_of(issued)] == ["issuer_ended", "issuer_ended"]
    import_trust_anchor(
        bytes(anchor.certificate),
        use=AnchorUse.SIGNATURE,
        source="Ban Cơ yếu",
        valid_from=today + timedelta(days=1),
        actor=Actor.platform("quản trị"),
    )
    assert not doubted_versions().exists(), "believed from tomorrow on"
    TrustAnchor.objects.filter(valid_from__gt=today).update(
        valid_from=today, begun_at=timezone.now()
    )
    assert [one.pk for one in doubted_versions()] == [version.pk]


def test_anchor_that_ran_out_counts_for_what_is_stamped_until_somebody_ends_it(
    issued: IssuedDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, anchor = issued.current_version, TrustAnchor.objects.get(use=AnchorUse.SIGNATURE)
    assert version is not None
    tomorrow, then = timezone.localdate() + timedelta(days=1), timezone.now() + timedelta(days=2)
    last = {"valid_from": LONG_AGO, "valid_to": tomorrow}
    TrustAnchor.objects.filter(pk=anchor.pk).update(**last)
    monkeypatch.setattr(timezone, "now", lambda: then)

    assert [one.pk for one in doubted_versions()] == [version.pk]
    trust.recheck_signatures()
    issued.refresh_from_db()
    assert [one.judgement for one in verdicts_of(issued)] == ["valid", "valid"]
    assert [one.today for one in verdicts_of(issued)] == ["ended", "ended"]

    assert end_trust_anchor(anchor, actor=Actor.platform("quản trị")).valid_to == tomorrow
    FileVersion.objects.filter(pk=version.pk).update(scanned_at=then - timedelta(hours=1))
    trust.recheck_signatures()
    issued.refresh_from_db()
    assert [one.judgement for one in verdicts_of(issued)] == ["unknown_issuer", "unknown_issuer"]
    with pytest.raises(IllegalState):
        end_trust_anchor(anchor, actor=Actor.platform("quản trị"))


def test_file_that_is_gone_does_not_hold_up_the_others_and_lots_follow_one_another(
    issued: IssuedDocument, run_jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "LOT", 1)
    version = issued.current_version
    assert version is not None
    lost = FileVersion.objects.get(pk=version.pk)
    lost.pk, lost.storage_key = None, "khong-con"
    lost.file = File.objects.create(owner_kind="x")
    lost.scanned_at = version.scanned_at and version.scanned_at - timedelta(days=1)
    lost.receipt = None
    lost.save()
    TrustAnchor.objects.update(valid_from=LONG_AGO)
    anchor = TrustAnchor.objects.get(use=AnchorUse.SIGNATURE)

    end_trust_anchor(anchor, actor=Actor.platform("quản trị"))

    assert "documents.recheck_signatures" in run_jobs()
    version.refresh_from_db()
    lost.refresh_from_db()
    assert version.signature_verdicts[0].judgement == "unknown_issuer"
    assert lost.signature_verdicts[0].judgement == "valid", "nothing to judge it by"
    assert not doubted_versions().exists()
