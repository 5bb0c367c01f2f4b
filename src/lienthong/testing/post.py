# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The simulated mail server and SMS gateway, for tests that really send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from lienthong.testing.simulators import PLAIN, free_port, running_simulators


@dataclass(frozen=True, slots=True)
class PostOffice:
    """Where letters and short messages arrive."""

    address: str
    smtp_port: int

    def connect(self, settings: Any) -> None:
        """Let this test send here."""
        settings.LIENTHONG_SMS_URL = f"{self.address}/sms/messages"
        settings.LIENTHONG_ZALO_URL = f"{self.address}/zalo/message/template"
        settings.LIENTHONG_PUSH_HOSTS = (self.address,)
        settings.LIENTHONG_SMTP_URL = f"smtp://127.0.0.1:{self.smtp_port}"

    def sms(self, to: str) -> list[dict[str, Any]]:
        """What a telephone received, newest first."""
        found: list[dict[str, Any]] = self._get("/sms/messages", to)
        return found

    def letters(self, to: str) -> list[dict[str, Any]]:
        """What a mailbox received, newest first."""
        found: list[dict[str, Any]] = self._get("/mail/letters", to)
        return found

    def notices(self) -> list[dict[str, Any]]:
        """What Zalo showed on all telephones, newest first."""
        found: list[dict[str, Any]] = self._get("/zalo/messages", "")
        return found

    def browser(self) -> dict[str, Any]:
        """A new browser that may be woken: its subscription."""
        url = f"{self.address}/push/browsers"
        found: dict[str, Any] = httpx.post(url, timeout=20, verify=PLAIN).json()
        return found

    def shown(self, endpoint: str) -> list[dict[str, str]]:
        """What a browser showed, newest first."""
        found: list[dict[str, str]] = self._get("/push/browsers", "")[endpoint.rsplit("/", 1)[-1]]
        return found

    def do(self, path: str, **form: str) -> None:
        """Press a button of the simulators' pages."""
        httpx.post(f"{self.address}{path}", data=form, timeout=20, verify=PLAIN)

    def switch(self, channel: str, mode: str, *, count: int = 1, seconds: float = 3.0) -> None:
        """Let the channel misbehave so often."""
        asked = {"channel": channel, "mode": mode, "count": str(count), "seconds": str(seconds)}
        httpx.post(f"{self.address}/faults", json=asked, timeout=20, verify=PLAIN)

    def met(self, channel: str) -> list[tuple[str, str]]:
        """Which message met which fault, the first one first, by the simulators' own journal."""
        lines = self._get("/faults/journal", "")
        return [(e["about"], e["mode"]) for e in reversed(lines) if e["channel"] == channel]

    def reset(self) -> None:
        """Back to normal and empty."""
        for channel in ("sms", "mail", "zalo", "push"):
            self.switch(channel, "off", count=0)
        for page in ("/sms/clear", "/mail/clear", "/zalo/quota"):
            httpx.post(f"{self.address}{page}", timeout=20, verify=PLAIN)

    def _get(self, path: str, to: str) -> Any:
        return httpx.get(
            f"{self.address}{path}", params={"to": to}, timeout=20, verify=PLAIN
        ).json()


@contextmanager
def running_post_office(data_dir: Path) -> Iterator[PostOffice]:
    """Start the simulators with a mail server."""
    port = free_port()
    environment = {"LIENTHONG_SIMULATORS_SMTP_PORT": str(port)}
    with running_simulators(data_dir, **environment) as address:
        yield PostOffice(address, port)
