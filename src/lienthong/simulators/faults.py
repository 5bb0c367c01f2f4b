# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Switches that make a simulated partner misbehave, and the journal of what was exchanged."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lienthong.simulators.clock import now
from lienthong.simulators.http import Response


class Mode(StrEnum):
    """How a channel answers."""

    OFF = "off"
    DROP = "drop"
    REPEAT = "repeat"
    DELAY = "delay"
    ERROR = "error"
    GARBAGE = "garbage"


MODE_TITLES = {
    Mode.OFF: "Bình thường",
    Mode.DROP: "Không trả lời",
    Mode.REPEAT: "Trả lại câu trả lời lần trước",
    Mode.DELAY: "Trả lời chậm",
    Mode.ERROR: "Báo lỗi 503",
    Mode.GARBAGE: "Trả lời bằng dữ liệu hỏng",
}

CHANNELS = {
    "vneid.token": "VNeID – đổi mã lấy thẻ truy cập",
    "vneid.userinfo": "VNeID – thông tin công dân",
    "ca": "Cấp chứng thư chữ ký số",
    "tsa": "Cấp dấu thời gian",
    "csc": "Ký số từ xa – chứng thư và mã xác nhận",
    "csc.sign": "Ký số từ xa – ký",
    "plugin": "Phần mềm ký trên máy",
    "sms": "Cổng tin nhắn SMS",
    "zalo": "Thông báo Zalo",
    "push": "Dịch vụ đẩy của trình duyệt",
    "mail": "Máy chủ thư điện tử",
    "postal.items": "Bưu chính – nhận tin bưu gửi",
    "postal.events": "Bưu chính – báo bưu gửi ở đâu",
}

JOURNAL_LENGTH = 60
GARBAGE = b'\x00\xff{"hong": \xfe\xfe' + bytes(range(128, 200))


@dataclass(frozen=True)
class Fault:
    """A fault: ``seconds`` of delay, ``remaining`` requests to hit (0: until switched off)."""

    mode: Mode = Mode.OFF
    seconds: float = 3.0
    remaining: int = 0


@dataclass(frozen=True)
class Exchange:
    """One line of the journal."""

    at: datetime
    channel: str
    mode: Mode
    status: int | None


@dataclass
class Switchboard:
    """The faults of every channel, in memory: a restart brings all partners back to normal."""

    faults: dict[str, Fault] = field(default_factory=dict)
    journal: deque[Exchange] = field(default_factory=lambda: deque(maxlen=JOURNAL_LENGTH))
    last_answers: dict[str, Response] = field(default_factory=dict)
    switched: Counter[str] = field(default_factory=Counter)

    def set(self, channel: str, fault: Fault) -> None:
        """Switch a channel. Raises KeyError for an unknown channel."""
        if channel not in CHANNELS:
            raise KeyError(channel)
        self.faults[channel] = fault
        self.switched[channel] += 1

    async def wait(self, channel: str, fault: Fault) -> bool:
        """Hold a delayed request back; whether it may go on.

        Not when the channel was switched meanwhile: what was on its way is lost, so that nothing
        arrives from the time before.
        """
        before = self.switched[channel]
        await asyncio.sleep(fault.seconds)
        return self.switched[channel] == before

    def current(self, channel: str) -> Fault:
        """The fault that the next request meets."""
        return self.faults.get(channel, Fault())

    def take(self, channel: str) -> Fault:
        """The fault for this request; counted faults wear off."""
        fault = self.current(channel)
        if fault.mode is not Mode.OFF and fault.remaining > 0:
            left = fault.remaining - 1
            self.faults[channel] = Fault(fault.mode, fault.seconds, left) if left else Fault()
        return fault

    def note(self, channel: str, mode: Mode, status: int | None) -> None:
        """Write the exchange into the journal; ``status`` None means that nothing was answered."""
        self.journal.appendleft(Exchange(now(), channel, mode, status))
