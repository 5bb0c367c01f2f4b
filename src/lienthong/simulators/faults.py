# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Switches that make a simulated partner misbehave, and the journal of what was exchanged."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, field, replace
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
    REORDER = "reorder"
    LOST = "lost"
    ERROR = "error"
    GARBAGE = "garbage"
    STALE = "stale"
    UNKNOWN = "unknown"
    FORGED = "forged"


MODE_TITLES = {
    Mode.OFF: "Bình thường",
    Mode.DROP: "Không trả lời",
    Mode.REPEAT: "Trả lại câu trả lời lần trước",
    Mode.DELAY: "Trả lời chậm",
    Mode.REORDER: "Để yêu cầu đến sau đi trước",
    Mode.LOST: "Làm xong nhưng không trả lời",
    Mode.ERROR: "Báo lỗi 503",
    Mode.GARBAGE: "Trả lời bằng dữ liệu hỏng",
    Mode.STALE: "Trả lời bằng câu trả lời đã quá hạn",
    Mode.UNKNOWN: "Trả lời là không biết chứng thư này",
    Mode.FORGED: "Trả lời bằng câu ký sai khóa",
}
STATUS_FAULTS = (Mode.STALE, Mode.UNKNOWN, Mode.FORGED)
"""What only a service can do that tells how certificates stand."""
STATUS_CHANNEL = "ca.ocsp"

CHANNELS = {
    "vneid.token": "VNeID – đổi mã lấy thẻ truy cập",
    "vneid.userinfo": "VNeID – thông tin công dân",
    "vneid.keys": "VNeID – khóa ký và địa chỉ",
    "ca": "Cấp chứng thư chữ ký số",
    "ca.status": "Danh sách chứng thư bị thu hồi",
    STATUS_CHANNEL: "Trả lời tình trạng chứng thư (OCSP)",
    "tsa": "Cấp dấu thời gian",
    "csc.token": "Ký số từ xa – thẻ truy cập",
    "csc": "Ký số từ xa – chứng thư và mã xác nhận",
    "csc.sign": "Ký số từ xa – ký",
    "plugin": "Phần mềm ký trên máy",
    "sms": "Cổng tin nhắn SMS",
    "zalo": "Thông báo Zalo",
    "push": "Dịch vụ đẩy của trình duyệt",
    "mail": "Máy chủ thư điện tử",
    "app.logout": "Lịch họp tỉnh – nghe báo đăng xuất",
    "postal.items": "Bưu chính – nhận tin bưu gửi",
    "postal.events": "Bưu chính – báo bưu gửi ở đâu",
    "population.people": "Dân cư – hỏi nơi cư trú",
}

JOURNAL_LENGTH = 500
BEAT = 0.05  # seconds
GARBAGE = b'\x00\xff{"hong": \xfe\xfe' + bytes(range(128, 200))


def modes_of(channel: str) -> list[Mode]:
    """The ways in which a channel can answer."""
    return [one for one in Mode if one not in STATUS_FAULTS or channel == STATUS_CHANNEL]


@dataclass(frozen=True)
class Fault:
    """A fault: ``seconds`` of delay, ``remaining`` requests to hit (0: until switched off).

    ``percent`` of the requests meet it, evenly spread, so that a run can be repeated.
    """

    mode: Mode = Mode.OFF
    seconds: float = 3.0
    remaining: int = 0
    percent: int = 100


@dataclass(frozen=True)
class Exchange:
    """One line of the journal; ``about`` is the id of the message, where it has one."""

    at: datetime
    channel: str
    mode: Mode
    status: int | None
    about: str = ""


@dataclass
class Switchboard:
    """The faults of every channel, in memory: a restart brings all partners back to normal."""

    faults: dict[str, Fault] = field(default_factory=dict)
    journal: deque[Exchange] = field(default_factory=lambda: deque(maxlen=JOURNAL_LENGTH))
    last_answers: dict[str, Response] = field(default_factory=dict)
    switched: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)

    def set(self, channel: str, fault: Fault) -> None:
        """Switch a channel. Raises KeyError for an unknown channel or a mode it has not."""
        if channel not in CHANNELS or fault.mode not in modes_of(channel):
            raise KeyError(channel)
        self.faults[channel] = fault
        self.switched[channel] += 1
        self.seen[channel] = 0

    async def wait(self, channel: str, fault: Fault) -> bool:
        """Hold a delayed request back; whether it may go on.

        Not when the channel was switched meanwhile: what was on its way is lost, so that nothing
        arrives from the time before.
        """
        before = self.switched[channel]
        await asyncio.sleep(fault.seconds)
        return self.switched[channel] == before

    async def let_pass(self, channel: str, fault: Fault) -> bool:
        """Hold a request back until a later one was answered, at most as long as a delay."""
        before, passed = self.switched[channel], self.passed[channel]
        for _beat in range(max(int(fault.seconds / BEAT), 1)):
            if self.passed[channel] > passed:
                break
            await asyncio.sleep(BEAT)
        return self.switched[channel] == before

    def current(self, channel: str) -> Fault:
        """The fault that the next request meets."""
        return self.faults.get(channel, Fault())

    def take(self, channel: str) -> Fault:
        """The fault for this request; counted faults wear off."""
        fault = self.current(channel)
        self.seen[channel] += 1
        count, share = self.seen[channel], fault.percent
        if count * share // 100 == (count - 1) * share // 100:
            return Fault()
        if fault.mode is not Mode.OFF and fault.remaining > 0:
            left = fault.remaining - 1
            self.faults[channel] = replace(fault, remaining=left) if left else Fault()
        return fault

    def note(self, channel: str, mode: Mode, status: int | None, about: str = "") -> None:
        """Write the exchange into the journal; ``status`` None means that nothing was answered."""
        self.passed[channel] += 1
        self.journal.appendleft(Exchange(now(), channel, mode, status, about))
