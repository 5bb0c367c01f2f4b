# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""LibreOffice in its cage: what it gets, what it may, what happens when it does not come back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from lienthong.core.documents.adapters import office
from lienthong.core.documents.adapters.office import OfficeError, draw_office, office_program
from lienthong.core.documents.domain.office import profile_settings
from lienthong.core.documents.domain.pdf.words import pdf_words
from lienthong.core.documents.tests import samples
from lienthong.testing.office_files import body, docx

FAKE = """#!/bin/sh
for word in "$@"; do
  case "$word" in -env:*) profile="${word#-env:UserInstallation=file://}";; esac
done
echo "$profile" >> LOG
env > LOG.env
grep -o 'MacroSecurityLevel[^/]*/value' "$profile/user/registrymodifications.xcu" >> LOG.xcu
"""


def fake(folder: Path, then: str) -> str:
    program = folder / "soffice"
    program.write_text(FAKE.replace("LOG", str(folder / "log")) + then + "\n", "utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return samples.put(tmp_path, "a.docx", docx({"word/document.xml": body("Điều 1. Cấp giấy")}))


def test_settings_forbid_macros_links_and_network() -> None:
    said = profile_settings()
    for words in ('"MacroSecurityLevel" oor:op="fuse"><value>3<', '"DisableMacrosExecution"',
                  'name="Link" oor:op="fuse"><value>0<', "127.0.0.1"):  # fmt: skip
        assert words in said


def test_every_try_has_its_own_profile_and_none_of_our_secrets(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIENTHONG_SECRET", "bí mật")
    with pytest.raises(OfficeError) as refused:
        draw_office(paper, program=fake(tmp_path, "exit 1"))
    assert str(refused.value) == "failed"
    profiles = (tmp_path / "log").read_text("utf-8").split()
    assert len(set(profiles)) == office.TRIES
    assert not any(Path(profile).exists() for profile in profiles)
    environment = (tmp_path / "log.env").read_text("utf-8")
    assert "bí mật" not in environment
    assert "https_proxy=http://127.0.0.1:9" in environment


def test_success_without_a_pdf_is_a_failure(paper: Path, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="failed"):
        draw_office(paper, program=fake(tmp_path, "exit 0"))


def test_what_does_not_come_back_is_killed_with_its_children(paper: Path, tmp_path: Path) -> None:
    child = f"sleep 60 & echo $! > {tmp_path}/child; sleep 60"
    with pytest.raises(OfficeError, match="too_slow"):
        draw_office(paper, patience=0.5, program=fake(tmp_path, child))
    number = int((tmp_path / "child").read_text("utf-8"))
    assert _is_gone(number)


def _is_gone(number: int) -> bool:
    """Whether the process ended; a killed one may wait a moment to be taken away."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_machine_without_libreoffice_says_so(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office_program() is None
    with pytest.raises(OfficeError, match="no_office"):
        draw_office(paper)


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_real_docx_is_drawn(paper: Path) -> None:
    assert "Điều 1. Cấp giấy" in pdf_words(draw_office(paper))
