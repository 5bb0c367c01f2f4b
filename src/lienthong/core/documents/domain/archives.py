# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Archives (office files): counted and weighed by their table of contents, never unpacked."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lienthong.core.documents.domain.findings import Finding

MOST_ENTRIES = 5_000
HIGHEST_RATIO = 200  # unpacked : packed, for entries above the small size
SMALL = 1024 * 1024  # bytes
ENCRYPTED = 0x1
NESTED = (".zip", ".rar", ".7z", ".gz", ".tar", ".jar")


def check_archive(path: Path, *, max_unpacked: int) -> list[Finding]:
    """Return what speaks against an office file: bombs, encryption, macros, odd names."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return [Finding("broken")]
    return list(dict.fromkeys(_findings(entries, max_unpacked)))


def _findings(entries: list[zipfile.ZipInfo], max_unpacked: int) -> Iterator[Finding]:
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > max_unpacked:
        yield Finding("archive_bomb")
        return
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & ENCRYPTED:
            yield Finding("encrypted")
        if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * entry.compress_size:
            yield Finding("archive_bomb")
        if name.startswith("/") or ".." in name.split("/") or name.endswith(NESTED):
            yield Finding("archive_suspicious")
        if name.endswith("vbaproject.bin"):
            yield Finding("macros")
