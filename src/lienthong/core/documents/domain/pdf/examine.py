# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The program that examines one PDF of a stranger, alone in a process with little to lose.

``python -m lienthong.core.documents.domain.pdf.examine FILE`` reads whom to trust as JSON from
standard input and writes one JSON object: the verdicts, or why there are none. Whatever the file
does to the engines, it ends with this process: memory and time are bounded here.
"""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.pdfcheck import MOST_OBJECTS, set_limits
from lienthong.core.documents.domain.verdicts import TrustSet

MOST_MEMORY = 2 * 1024**3  # bytes of address space
MOST_SECONDS = 60  # of processor time
SIGNED_PART = b"/ByteRange"  # what every signature says of the bytes it is for
HEAD = 1024  # bytes in which a PDF says that it is one


def main() -> None:
    """Examine the file named on the command line."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    asked = json.load(sys.stdin)
    json.dump(examine(Path(sys.argv[1]), asked), sys.stdout)


def examine(path: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Return ``{"verdicts": [...]}`` or ``{"refusal": code}``."""
    try:
        refusal = _refusal(path)
        if refusal:
            return {"refusal": refusal}
        trust = TrustSet.of_plain(asked["trust"])
        at = datetime.fromisoformat(asked["at"])
        pdf = path.read_bytes()
        verdicts = verify_pdf(pdf, trust, at=at)
    except UnreadableFileError as error:
        return {"refusal": "encrypted" if str(error) == "encrypted" else "broken"}
    except (MemoryError, RecursionError):
        return {"refusal": "too_complex"}
    if not verdicts and SIGNED_PART in pdf:
        return {"refusal": "broken"}  # cut off or damaged: it once was signed
    return {"verdicts": [verdict.as_row() for verdict in verdicts]}


def _refusal(path: Path) -> str:
    """Why the engine that checks signatures does not get the file: the bounded one looks first."""
    with path.open("rb") as stream:
        if b"%PDF-" not in stream.read(HEAD):
            return "not_pdf"
    set_limits()
    try:
        with pikepdf.open(path) as document:
            return "too_complex" if len(document.objects) > MOST_OBJECTS else ""
    except pikepdf.PasswordError:
        return "encrypted"
    except (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError):
        return "broken"


if __name__ == "__main__":
    main()
