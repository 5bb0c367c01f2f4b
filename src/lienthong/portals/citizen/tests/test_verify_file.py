# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The public check of a PDF: receipt, answer, limit, nothing kept."""

from __future__ import annotations

import hashlib
import io
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from lienthong.core.documents.api import Examination
from lienthong.kernel import permits, ports
from lienthong.kernel.permits import UploadPermit, UploadReceipt
from lienthong.portals.citizen.verification import limits
from lienthong.testing.jobs import run_jobs, store_in

pytestmark = pytest.mark.django_db
Upload = Callable[..., str]


def blank(**options: Any) -> bytes:
    """A PDF of one empty page."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    buffer = io.BytesIO()
    document.save(buffer, **options)
    return buffer.getvalue()


Work = Callable[[], list[str]]


@pytest.fixture
def upload(tmp_path: Path, settings: Any) -> Upload:
    """Plays the edge: keeps bytes under the permit of the page, answers where it sends us."""
    store_in(tmp_path / "files", settings)
    settings.LIENTHONG_TSA_URL = ""
    settings.LIENTHONG_DEMO = False
    cache.clear()

    def put(data: bytes, name: str = "giay.pdf", draft: str = "") -> str:
        page = Client().get("/xac-minh/").content.decode()
        text = re.search(r"permit=([\w.-]+)", page)
        assert text is not None
        permit = permits.read(UploadPermit, text[1], django_settings.SECRET_KEY, now=time.time())
        assert (permit.account, permit.types) == ("", ("application/pdf",))
        folder = permits.quarantine_folder(Path(settings.FILE_STORE))
        folder.mkdir(parents=True, exist_ok=True)
        stored = permits.new_id()
        (folder / stored).write_bytes(data)
        receipt = UploadReceipt(
            permits.new_id(), "", draft or permit.draft, permit.slot, stored, name,
            "application/pdf", len(data), hashlib.sha256(data).hexdigest(),
            int(time.time()) + 60,
        )  # fmt: skip
        signed = permits.sign(receipt, django_settings.SECRET_KEY)
        return f"{permit.return_path}?{permits.RECEIPT_PARAMETER}={signed}"

    return put


@pytest.fixture
def work(django_capture_on_commit_callbacks: Any) -> Callable[[], list[str]]:
    """Does what the worker would, with what follows the commit."""

    def run() -> list[str]:
        with django_capture_on_commit_callbacks(execute=True):
            return run_jobs()

    return run


def waiting_files(settings: Any) -> list[Path]:
    return list(permits.quarantine_folder(Path(settings.FILE_STORE)).iterdir())


def test_answer_comes_and_the_file_goes(upload: Upload, work: Work, settings: Any) -> None:
    address = upload(blank())
    led = Client().get(address)
    assert led.status_code == 302
    waiting = Client().get(led["Location"]).content.decode()
    assert "Đang kiểm tra tệp" in waiting
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in waiting
    assert 'data-again="2"' in waiting
    assert len(waiting_files(settings)) == 1
    assert "documents.examine_upload" in work()
    answer = Client().get(led["Location"])
    page = answer.content.decode()
    assert "Tệp này không có chữ ký số" in page
    assert 'http-equiv="refresh"' not in page
    assert "data-again=" not in page
    assert answer["Cache-Control"] == "private, no-store"
    assert waiting_files(settings) == []


def test_same_receipt_again_is_the_same_check(upload: Upload) -> None:
    address = upload(blank())
    first, again = Client().get(address), Client().get(address)
    assert first["Location"] == again["Location"]
    assert Examination.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (blank(encryption=pikepdf.Encryption(owner="chủ", user="khách")), "khóa bằng mật khẩu"),
        (blank()[:200], "bị hỏng"),
        (b"Xin chao" * 200, "không phải tệp PDF"),
    ],
    ids=["locked", "broken", "not_pdf"],
)
def test_hostile_files_get_a_plain_answer(
    data: bytes, words: str, upload: Upload, work: Work, settings: Any
) -> None:
    led = Client().get(upload(data))
    work()
    page = Client().get(led["Location"]).content.decode()
    assert "Chưa kiểm tra được tệp này" in page
    assert words in page
    assert waiting_files(settings) == []


def test_vanished_file_is_told_and_not_waited_for(
    upload: Upload, work: Work, settings: Any
) -> None:
    led = Client().get(upload(blank()))
    for path in waiting_files(settings):
        path.unlink()
    work()
    assert "bị hỏng" in Client().get(led["Location"]).content.decode()


def test_receipts_for_other_places_and_forged_ones_are_refused(upload: Upload) -> None:
    assert Client().get(upload(blank(), draft="17")).status_code == 403
    page = Client().get("/xac-minh/tep/?receipt=1.abc.def").content.decode()
    assert "Trang này mở đã lâu" in page
    page = Client().get("/xac-minh/tep/?upload_error=too_large").content.decode()
    assert "Tệp lớn hơn 20 MB" in page
    assert Examination.objects.count() == 0


def test_one_address_may_not_keep_the_worker_busy(
    upload: Upload, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WINDOWS", ((60, 9), (3600, 2)))
    statuses = [Client().get(upload(blank())).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]
    assert Examination.objects.count() == 2
    assert len(waiting_files(settings)) == 2


def test_answers_are_forgotten_after_an_hour(upload: Upload, settings: Any) -> None:
    led = Client().get(upload(blank()))
    Examination.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    assert ports.tasks()["documents.forget_examinations"].function() == 1
    assert Client().get(led["Location"]).status_code == 404
    assert waiting_files(settings) == []
