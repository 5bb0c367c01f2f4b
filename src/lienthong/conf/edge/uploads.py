# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``POST /tai-len?permit=…``: one file of one form into quarantine, under a permit."""

from __future__ import annotations

import asyncio
import errno
import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit, urlunsplit

import filetype

from lienthong.conf.edge import faults
from lienthong.conf.edge.faults import Fault, UploadRefusedError
from lienthong.conf.edge.multipart import FileReader, MalformedFormError
from lienthong.conf.edge.quarantine import Incoming, Quarantine
from lienthong.conf.edge.settings import EdgeSettings
from lienthong.conf.web.language import Refusal, language_of, translate
from lienthong.conf.web.messages import Answer, Headers, Receive, Scope, header
from lienthong.kernel import permits
from lienthong.kernel.permits import UploadPermit, UploadReceipt

CLOSE = ((b"connection", b"close"),)
FORM_OVERHEAD = 65_536  # bytes of a form around its file
LONGEST_PAUSE = 30.0  # seconds without a byte
LONGEST_UPLOAD = 900.0  # seconds for a whole file
MOST_AT_ONCE = 64
WRITE_SIZE = 262_144  # bytes collected before the disk is asked
PATIENCE = 15.0  # seconds of reading on, so that a browser shows our answer and not an error
ONLY_PDF = ("application/pdf",)
"""The types of a place for drawings: a photograph is refused in words of its own."""
OFFICE = "officedocument"
"""Stands in the types of a place for the files of an office."""
UNKNOWN_TYPE = "application/octet-stream"


class ClientGoneError(Exception):
    """The client left in the middle of its file."""


class Body:
    """The body of one request, piece by piece, and whether it has ended."""

    def __init__(self, receive: Receive) -> None:
        self.complete = False
        self._receive = receive

    async def next(self) -> bytes:
        """The next piece. Raises ClientGoneError."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        self.complete = not message.get("more_body", False)
        return bytes(message.get("body", b""))

    async def pass_over(self, most: int) -> None:
        """Read on without keeping anything, up to a bound."""
        while not self.complete and most >= 0:
            most -= len(await self.next())


@dataclass
class Uploads:
    """Receives files; at most ``MOST_AT_ONCE`` at a time."""

    settings: EdgeSettings
    quarantine: Quarantine
    running: int = 0

    async def answer(self, scope: Scope, receive: Receive) -> Answer | None:
        """Receive one file; None when the client has left."""
        try:
            return await self._answer(scope, Body(receive))
        except ClientGoneError:
            return None

    async def _answer(self, scope: Scope, body: Body) -> Answer:
        text = _permit_text(scope)
        try:
            permit = permits.read(UploadPermit, text, self.settings.secret, now=time.time())
        except permits.PermitExpiredError as old:
            known = old.document if isinstance(old.document, UploadPermit) else None
            return await self._refuse(scope, body, faults.EXPIRED, known)
        except permits.PermitError:
            return await self._refuse(scope, body, faults.FORGED, None)
        return await self._take(scope, body, permit)

    async def _take(self, scope: Scope, body: Body, permit: UploadPermit) -> Answer:
        self.running += 1
        try:
            if self.running > MOST_AT_ONCE:
                raise UploadRefusedError(faults.FULL)
            receipt = await self._receive(scope, body, permit)
        except UploadRefusedError as refused:
            return await self._refuse(scope, body, refused.fault, permit)
        finally:
            self.running -= 1
        return self._accepted(scope, permit, receipt)

    async def _receive(self, scope: Scope, body: Body, permit: UploadPermit) -> UploadReceipt:
        declared = header(scope, b"content-length")
        if declared.isdigit() and int(declared) > permit.largest + FORM_OVERHEAD:
            raise UploadRefusedError(faults.TOO_LARGE)
        incoming = self._open(permit)
        try:
            transfer = Transfer(incoming, permit, header(scope, b"content-type"))
            async with asyncio.timeout(LONGEST_UPLOAD):
                await transfer.run(body)
            digest = await asyncio.to_thread(incoming.finish)
        except TimeoutError as late:
            raise UploadRefusedError(faults.TOO_SLOW) from late
        except MalformedFormError as broken:
            raise UploadRefusedError(faults.UNREADABLE) from broken
        except OSError as error:
            raise UploadRefusedError(faults.FULL) from _disk_full(error)
        finally:
            incoming.drop()
        return UploadReceipt(
            id=permits.new_id(),
            account=permit.account,
            draft=permit.draft,
            slot=permit.slot,
            stored=incoming.name,
            name=transfer.reader.name,
            media_type=transfer.media_type,
            size=incoming.size,
            sha256=digest,
            expires=int(time.time()) + permits.UPLOAD_SECONDS,
        )

    def _open(self, permit: UploadPermit) -> Incoming:
        try:
            return self.quarantine.open(permit.id)
        except OSError as error:
            raise UploadRefusedError(faults.FULL) from _disk_full(error)

    def _accepted(self, scope: Scope, permit: UploadPermit, receipt: UploadReceipt) -> Answer:
        signed = permits.sign(receipt, self.settings.secret)
        if _wants_json(scope):
            shown = asdict(receipt) | {"receipt": signed}
            kept = ("receipt", "name", "media_type", "size", "sha256")
            return self._json(200, {name: shown[name] for name in kept})
        return self._back(permit, permits.RECEIPT_PARAMETER, signed)

    async def _refuse(
        self, scope: Scope, body: Body, fault: Fault, permit: UploadPermit | None
    ) -> Answer:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await body.pass_over(permit.largest * 2 if permit else FORM_OVERHEAD)
        if _wants_json(scope):
            message = translate(fault.message, language_of(scope))
            return self._json(fault.status, {"error": fault.code, "message": message})
        if permit is None:
            return Refusal(fault.status, fault.message, CLOSE).answer(scope)
        return self._back(permit, permits.FAULT_PARAMETER, fault.code)

    def _json(self, status: int, values: dict[str, object]) -> Answer:
        body = json.dumps(values, ensure_ascii=False).encode()
        headers: Headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            *allowed_origin(self.settings),
        ]
        return Answer(status, headers, body)

    def _back(self, permit: UploadPermit, name: str, value: str) -> Answer:
        target = self.settings.public_url + with_parameter(permit.return_path, name, value)
        headers: Headers = [
            (b"location", target.encode("ascii")),
            (b"content-length", b"0"),
            (b"cache-control", b"no-store"),
            (b"referrer-policy", b"no-referrer"),
        ]
        return Answer(303, headers, b"")


class Transfer:
    """One body on its way through the form reader to the disk."""

    def __init__(self, incoming: Incoming, permit: UploadPermit, content_type: str) -> None:
        self.reader = FileReader(content_type, self._collect)
        self.media_type = ""
        self._incoming = incoming
        self._permit = permit
        self._pending = bytearray()

    async def run(self, body: Body) -> None:
        """Take the whole body. Raises UploadRefusedError as soon as a bound is passed."""
        while not body.complete:
            async with asyncio.timeout(LONGEST_PAUSE):
                piece = await body.next()
            self.reader.feed(piece)
            if len(self._pending) >= WRITE_SIZE or body.complete:
                await self._flush()
        self.reader.finish()
        if not self._incoming.size:
            raise UploadRefusedError(faults.EMPTY)

    def _collect(self, data: bytes) -> None:
        if self._incoming.size + len(self._pending) + len(data) > self._permit.largest:
            raise UploadRefusedError(faults.TOO_LARGE)
        self._pending.extend(data)

    async def _flush(self) -> None:
        if not self._pending:
            return
        data = bytes(self._pending)
        self._pending.clear()
        if not self.media_type:
            self.media_type = media_type_of(data)
            if self.media_type not in self._permit.types:
                raise UploadRefusedError(_wrong_type(self._permit.types))
        await asyncio.to_thread(self._incoming.write, data)


def _wrong_type(types: Iterable[str]) -> faults.Fault:
    """Why a file is refused, in the words of its place."""
    taken = tuple(types)
    if any(OFFICE in one for one in taken):
        return faults.NOT_OFFICE
    return faults.ONLY_PDF if taken == ONLY_PDF else faults.WRONG_TYPE


def _disk_full(error: OSError) -> OSError:
    """The error, when it says that there is no room. Raises any other again."""
    if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
        raise error
    return error


def media_type_of(start: bytes) -> str:
    """The media type told from the first bytes, whatever the name says."""
    return str(filetype.guess_mime(start) or UNKNOWN_TYPE)


def with_parameter(path: str, name: str, value: str) -> str:
    """The path with one more query parameter."""
    parts = urlsplit(path)
    added = urlencode({name: value})
    query = f"{parts.query}&{added}" if parts.query else added
    return urlunsplit(("", "", quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), query, ""))


def allowed_origin(settings: EdgeSettings) -> Headers:
    """The one origin whose pages may read our answers."""
    return [
        (b"access-control-allow-origin", settings.public_url.encode("ascii")),
        (b"vary", b"Origin"),
    ]


def _permit_text(scope: Scope) -> str:
    text: str = scope["query_string"].decode("latin-1")
    return parse_qs(text).get("permit", [""])[0]


def _wants_json(scope: Scope) -> bool:
    return "application/json" in header(scope, b"accept")


def preflight(settings: EdgeSettings) -> Answer:
    """May a page of the site send a file and watch its progress: yes."""
    headers: Headers = [
        *allowed_origin(settings),
        (b"access-control-allow-methods", b"POST"),
        (b"access-control-max-age", b"600"),
    ]
    return Answer(204, headers, b"")
