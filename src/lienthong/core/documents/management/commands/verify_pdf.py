# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``manage verify_pdf``: what the signatures of a file are worth. Behind ``./lienthong verify``."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from lienthong.core.documents.adapters.examiner import examine
from lienthong.core.documents.adapters.trust import (
    UnreadableTrustError,
    read_certificate,
    read_list,
)
from lienthong.core.documents.domain.verdicts import TODAY, SignatureVerdict, TrustSet, judgement_of
from lienthong.core.documents.enums import UNEXAMINED
from lienthong.core.documents.queries.trust import trust_set
from lienthong.core.documents.rules import grid_of, judgement_in_words, told_words

NO_TRUST = "Chưa có chứng thư gốc nào được tin cậy nên chưa biết ai ký."
GOOD, BAD = "[đạt]", "[không]"


class Command(BaseCommand):
    """Prints the grid of every signature; exit 0 only when all are valid."""

    help = "kiểm tra chữ ký số trong một tệp PDF"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """File, form of the answer, whom to trust instead of the installation's list."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--trust", action="append", type=Path, default=[])
        parser.add_argument("--crl", action="append", type=Path, default=[])
        parser.add_argument("--alone", action="store_true", help="do not ask the database")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Examine and print. Raises ``CommandError``."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"Không có tệp {file}.")
        trust = _trust(options)
        found = examine(file, trust, at=timezone.now())
        if found.refusal:
            self._refuse(found.refusal, as_json=options["json"])
        report = _report(file, trust, found.verdicts)
        text = json.dumps(report, ensure_ascii=False) if options["json"] else _words(report)
        self.stdout.write(text)
        if report["kind"] != "valid":
            sys.exit(1)

    def _refuse(self, code: str, *, as_json: bool) -> None:
        message = str(UNEXAMINED[code])
        answer = {"error": code, "message": message}
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if as_json else message)
        sys.exit(1)


def _trust(options: dict[str, Any]) -> TrustSet:
    """Return whom the options name, else whom the installation believes."""
    if options["trust"] or options["alone"]:
        try:
            roots = tuple(read_certificate(path.read_bytes()).body for path in options["trust"])
            lists = tuple(read_list(path.read_bytes()).body for path in options["crl"])
        except (OSError, UnreadableTrustError) as error:
            raise CommandError(f"Không đọc được tệp tin cậy: {error}") from error
        return TrustSet(roots, roots, (), lists)
    try:
        return trust_set()
    except ProgrammingError:
        return TrustSet()  # an installation whose tables were never made believes nobody yet
    except OperationalError as error:
        raise CommandError("Cơ sở dữ liệu không trả lời. Hãy nêu --trust GỐC.pem.") from error


def _report(file: Path, trust: TrustSet, verdicts: tuple[SignatureVerdict, ...]) -> dict[str, Any]:
    code = judgement_of(verdicts)
    said = judgement_in_words(code)
    return {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "checked_at": timezone.localtime().isoformat(timespec="seconds"),
        "judgement": code,
        "kind": said.kind,
        "verdict": str(said.title),
        "explanation": str(said.text),
        "note": "" if trust.roots else NO_TRUST,
        "signatures": [_signature(verdict) for verdict in verdicts],
    }


def _signature(verdict: SignatureVerdict) -> dict[str, Any]:
    said = judgement_in_words(verdict.judgement)
    row = verdict.as_row()
    signed_at = timezone.localtime(verdict.signed_at) if verdict.signed_at else None
    return {
        **row,
        "signed_at": signed_at.isoformat(timespec="seconds") if signed_at else None,
        "judgement": verdict.judgement,
        "verdict": str(said.title),
        "grid": [
            {"key": line.key, "title": str(line.title), "text": str(line.text), "good": line.good}
            for line in grid_of(verdict)
        ],
        "certificate_today": str(TODAY[verdict.today]) if verdict.today else "",
        "revocation_known": told_words(verdict, at=timezone.now()),
    }


def _words(report: dict[str, Any]) -> str:
    lines = [f"{report['file']}: {report['verdict']}", report["explanation"], report["note"]]
    for place, one in enumerate(report["signatures"], start=1):
        level = one["level"].upper()
        lines += ["", f"{place}. {one['signer']} – {one['verdict']} (PAdES {level})"]
        lines += [f"   {one['signed_at'] or ''}  {one['issuer']}"]
        lines += [
            f"   {GOOD if line['good'] else BAD:<8} {line['title']}: {line['text']}"
            for line in one["grid"]
        ]
        lines += [f"   {one['certificate_today']} {one['revocation_known']}".rstrip()]
    return "\n".join(line for line in lines if line is not None)
