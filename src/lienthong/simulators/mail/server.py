# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The little of SMTP that a client needs to hand a letter in.

Source: RFC 5321, sections 3.3 and 4.5.2 (dot stuffing).
"""

import asyncio
import re
from dataclasses import dataclass, field

from lienthong.simulators.faults import GARBAGE, Mode, Switchboard
from lienthong.simulators.mail.store import UNKNOWN, Mailbox

CHANNEL = "mail"
LARGEST = 30 * 1024 * 1024
LONGEST_SILENCE = 60.0
_ADDRESS = re.compile(rb"<([^<>\s]+)>")


@dataclass
class _Envelope:
    """What one client has said so far."""

    sender: str = ""
    recipients: list[str] = field(default_factory=list)


class MailServer:
    """Listens on a loopback port; port 0 means that nobody asked for it."""

    def __init__(self, mailbox: Mailbox, switchboard: Switchboard, port: int) -> None:
        self.mailbox = mailbox
        self.switchboard = switchboard
        self.port = port
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to listen."""
        if self.port:
            self._server = await asyncio.start_server(
                self._serve, "127.0.0.1", self.port, limit=LARGEST
            )

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self.switchboard.note(CHANNEL, Mode.OFF, None)
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        envelope = _Envelope()
        await _say(writer, "220 hop-thu.mo-phong ESMTP")
        while line := await reader.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA" and envelope.recipients:
                await _say(writer, "354 go on")
                content = await reader.readuntil(b"\r\n.\r\n")
                await self._take(envelope, content[:-3], reader, writer)
                envelope = _Envelope()
                continue
            await _say(writer, _answer(verb, line, envelope))
            if verb == b"QUIT":
                return

    async def _take(
        self,
        envelope: _Envelope,
        content: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Keep the letter and say so, as the fault switch allows."""
        fault = self.switchboard.take(CHANNEL)
        if fault.mode is Mode.DELAY and not await self.switchboard.wait(CHANNEL, fault):
            return
        if fault.mode is Mode.REORDER and not await self.switchboard.let_pass(CHANNEL, fault):
            return
        if fault.mode in KEEPS:
            self.mailbox.put(envelope.recipients, _unstuffed(content))
        status = _STATUS.get(fault.mode)
        self.switchboard.note(CHANNEL, fault.mode, status)
        if fault.mode is Mode.GARBAGE:
            writer.write(GARBAGE + b"\r\n")
            await writer.drain()
        elif status is None:
            await asyncio.wait_for(reader.read(), LONGEST_SILENCE)
        else:
            await _say(writer, f"{status} {'taken' if status == 250 else 'try again later'}")


KEEPS = {Mode.OFF, Mode.DELAY, Mode.REPEAT, Mode.REORDER, Mode.LOST}
_STATUS = {
    Mode.OFF: 250,
    Mode.DELAY: 250,
    Mode.REORDER: 250,
    Mode.REPEAT: 451,
    Mode.ERROR: 451,
}
"""``repeat`` keeps the letter and says that it did not: it comes twice."""


def _answer(verb: bytes, line: bytes, envelope: _Envelope) -> str:
    found = _ADDRESS.search(line)
    address = found.group(1).decode("utf-8", "replace") if found else ""
    if verb == b"MAIL":
        envelope.sender = address
    elif verb == b"RCPT":
        if UNKNOWN.match(address):
            return "550 no such mailbox"
        envelope.recipients.append(address)
    elif verb == b"DATA":
        return "503 no recipient"
    return {b"EHLO": "250 SMTPUTF8", b"QUIT": "221 bye"}.get(verb, "250 ok")


def _unstuffed(content: bytes) -> bytes:
    return re.sub(rb"(?m)^\.\.", b".", content)


async def _say(writer: asyncio.StreamWriter, line: str) -> None:
    writer.write(line.encode() + b"\r\n")
    await writer.drain()
