# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Our own package: a zip with ``manifest.json`` and one JSON file for each procedure.

The manifest names the format, its version, the day, and every file with code and SHA-256. A file
holds ``procedure``, ``form`` and ``process`` as the reference data of this platform writes them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lienthong.kernel.archives import BROKEN
from lienthong.modules.onestop.domain.catalogue import limits
from lienthong.modules.onestop.domain.catalogue.reading import (
    Paper,
    Reading,
    check_identity,
    digest_of,
    merged_fees,
    merged_times,
)
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused, Unreadable

FORMAT = "lienthong-procedures"
VERSION = 1
MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_package(definitions: Mapping[str, Mapping[str, Any]], *, on: date) -> bytes:
    """The package of these definitions by code; the same definitions and day, the same bytes."""
    target = io.BytesIO()
    listed = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for code in sorted(definitions):
            text = _dumps(definitions[code])
            _write(archive, member_of(code), text)
            listed.append({"code": code, "file": member_of(code), "sha256": digest_of(text)})
        manifest = {"format": FORMAT, "version": VERSION, "as_of": on.isoformat()}
        _write(archive, MANIFEST, _dumps({**manifest, "procedures": listed}))
    return target.getvalue()


def member_of(code: str) -> str:
    """Where the definition of a procedure lies in the package."""
    return f"procedures/{code}.json"


def open_package(content: bytes) -> tuple[date, list[tuple[str, str]]]:
    """Day of the package and its (code, text of the definition). Raises ``CatalogueRefused``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = dict(_members(archive))
    except BROKEN as error:
        raise CatalogueRefused("broken_archive") from error
    manifest = _manifest(texts.pop(MANIFEST, ""))
    return _day(manifest), list(_listed(manifest, texts))


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    members = archive.infolist()
    if len(members) > limits.MEMBERS:
        raise CatalogueRefused("too_many_members")
    if len({member.filename for member in members}) != len(members):
        raise CatalogueRefused("bad_member")
    left = limits.TEXT_BYTES
    for member in members:
        content = _unfold(archive, member, min(left, limits.MEMBER_BYTES))
        left -= len(content)
        try:
            yield member.filename, content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise CatalogueRefused("wrong_encoding", member.filename[:80]) from error


def _unfold(archive: zipfile.ZipFile, member: zipfile.ZipInfo, largest: int) -> bytes:
    if not _well_placed(member.filename):
        raise CatalogueRefused("bad_member", member.filename[:80])
    if member.flag_bits & 0x1:
        raise CatalogueRefused("encrypted", member.filename[:80])
    with archive.open(member) as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise CatalogueRefused("unfolds_too_large")
    return content


def _well_placed(name: str) -> bool:
    """Only the manifest and files straight below the folder of procedures."""
    if name == MANIFEST:
        return True
    folder, _slash, file = name.partition("/")
    return folder == "procedures" and file.endswith(".json") and not {"/", "\\"} & set(file)


def _manifest(text: str) -> Mapping[str, Any]:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CatalogueRefused("no_manifest") from error
    if not isinstance(manifest, Mapping) or manifest.get("format") != FORMAT:
        raise CatalogueRefused("no_manifest")
    if manifest.get("version") != VERSION:
        raise CatalogueRefused("unknown_version", str(manifest.get("version"))[:20])
    return manifest


def _day(manifest: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(manifest.get("as_of")))
    except ValueError as error:
        raise CatalogueRefused("wrong_day", str(manifest.get("as_of"))[:40]) from error


def _listed(manifest: Mapping[str, Any], texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    entries = manifest.get("procedures")
    if not isinstance(entries, list) or not all(isinstance(one, Mapping) for one in entries):
        raise CatalogueRefused("no_manifest")
    for entry in entries:
        name = str(entry.get("file"))
        text = texts.pop(name, None)
        if text is None:
            raise CatalogueRefused("missing_member", name[:80])
        if digest_of(text) != entry.get("sha256"):
            raise CatalogueRefused("altered_member", name[:80])
        yield str(entry.get("code")), text
    if texts:
        raise CatalogueRefused("bad_member", min(texts)[:80])


def read_packaged(definition: Mapping[str, Any]) -> Reading:
    """Our reading of a whole definition. Raises ``Unreadable``."""
    if not {"procedure", "form", "process"} <= set(definition):
        raise Unreadable("bad_procedure")
    try:
        return _reading(definition["procedure"])
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise Unreadable("bad_procedure", str(error)[:80]) from error


def _reading(entry: Mapping[str, Any]) -> Reading:
    check_identity(entry["code"], entry["name"])
    return Reading(
        code=entry["code"],
        name=entry["name"],
        field_name=entry["field"]["name"],
        levels=(str(entry["level"]),),
        agency=entry["competence"]["rule"],
        applicants=tuple(one["name"] for one in entry["applicants"]),
        decision=str(entry["version"]["publication"]["instrument"] or ""),
        address=str(entry["source"].get("address") or ""),
        online=entry["online"]["level"],
        times=merged_times(_times(entry)),
        fees=merged_fees(_fees(entry)),
        papers=tuple(
            Paper(one["name"], one["originals"], one["copies"], one["required"])
            for one in entry["components"]
        ),
        results=(entry["result"]["name"],),
        legal_basis=tuple(entry["legal_basis"]),
        steps=entry["time"]["text"],
        warnings=("to_be_confirmed",) if entry["version"].get("to_be_confirmed") else (),
    )


def _times(entry: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    limit = entry["time"]["limit"]
    yield "all", str(limit["amount"]), limit["unit"], entry["time"]["text"]
    for variant in entry["variants"]:
        own = variant.get("limit")
        if own:
            yield "all", str(own["amount"]), own["unit"], variant["title"]


def further_pages(name: str) -> str:
    """What the fee for each further page is called."""
    return f"{name}, mỗi trang sau đó"


def _fees(entry: Mapping[str, Any]) -> Iterator[tuple[str, str, int | None, str]]:
    for item in entry["fees"]:
        for rule in item["rules"]:
            for channel in rule["channels"]:
                yield channel, item["name"], rule["amount"], rule["title"]
                if "pages" in rule:
                    yield channel, further_pages(item["name"]), rule["pages"]["then"], rule["note"]
    if not entry["fees"]:
        yield "all", "", 0, ""


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, text)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
