# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From a gettext source file to the binary catalogue, without the gettext programs."""

import ast
import struct
from collections.abc import Iterator
from pathlib import Path

from lienthong.cli.paths import SOURCE

MAGIC = 0x950412DE
_FIELDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


def sources(source: Path = SOURCE) -> Iterator[Path]:
    """The catalogues below a source folder."""
    yield from sorted(source.glob("lienthong/**/locale/*/LC_MESSAGES/*.po"))


def compile_all(*, everything: bool = False) -> list[Path]:
    """Compile the catalogues whose source is newer than their binary; answer what was written."""
    return [
        compile_file(source)
        for source in sources()
        if everything or _stale(source, source.with_suffix(".mo"))
    ]


def _stale(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def compile_file(source: Path) -> Path:
    """Write the ``.mo`` beside a ``.po``; entries that are fuzzy or empty are left out."""
    target = source.with_suffix(".mo")
    target.write_bytes(binary(read(source.read_text("utf-8"))))
    return target


def read(text: str) -> dict[str, str]:
    """The translated entries of a .po text, keyed as gettext looks them up."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        entry, fuzzy = _entry(block)
        if fuzzy or not any(entry.get(name) for name in entry if name.startswith("msgstr")):
            continue
        key = entry.get("msgid", "")
        if "msgctxt" in entry:
            key = f"{entry['msgctxt']}\x04{key}"
        if "msgid_plural" in entry:
            key = f"{key}\0{entry['msgid_plural']}"
        forms = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
        found[key] = "\0".join(forms)
    return found


def binary(entries: dict[str, str]) -> bytes:
    """The GNU .mo format: header, two index tables, the strings."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    start = 7 * 4 + 16 * len(pairs)
    keys = b"".join(key + b"\0" for key, _ in pairs)
    values = b"".join(value + b"\0" for _, value in pairs)
    header = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    first = _index([key for key, _ in pairs], start)
    second = _index([value for _, value in pairs], start + len(keys))
    return header + first + second + keys + values


def _index(texts: list[bytes], offset: int) -> bytes:
    table = b""
    for text in texts:
        table += struct.pack("<2I", len(text), offset)
        offset += len(text) + 1
    return table


def _entry(block: str) -> tuple[dict[str, str], bool]:
    entry: dict[str, str] = {}
    name = ""
    fuzzy = False
    for line in block.splitlines():
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"'):
            entry[name] += ast.literal_eval(line)
        elif line.startswith(_FIELDS):
            name, _, value = line.partition(" ")
            entry[name] = ast.literal_eval(value)
    return entry, fuzzy
