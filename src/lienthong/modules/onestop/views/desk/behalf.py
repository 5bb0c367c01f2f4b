# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""For whom somebody lodges at the counter, and on what ground, as it was typed.

Legal basis: 91/2015/QH13, Điều 134 to 141.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import MandateBasis, MandateFacts
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.writing import too_long

MOST_PHONE = 20


@dataclass(slots=True)
class Behalf:
    """The block of the form; everything is empty when the person lodges for themselves."""

    principal_name: str = ""
    personal_id: str = ""
    date_of_birth: str = ""
    phone: str = ""
    basis: str = ""
    number: str = ""
    valid_to: str = ""
    seen: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anything was typed."""
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def facts(self) -> MandateFacts | None:
        """The ground as typed; None when the person lodges for themselves."""
        if not self.is_given:
            return None
        digits = re.sub(r"\D", "", self.personal_id)
        organisation = self.basis == MandateBasis.LEGAL_REPRESENTATIVE
        return MandateFacts(
            basis=self.basis,
            principal_name=self.principal_name,
            valid_from=timezone.localdate(),
            valid_to=parse_date_text(self.valid_to),
            principal_kind="organisation" if organisation else "person",
            personal_id="" if organisation else digits,
            tax_code=digits if organisation else "",
            date_of_birth=parse_date_text(self.date_of_birth),
            number=self.number,
        )

    def problems(self) -> list[tuple[str, str]]:
        """What is missing, by the field; the ground itself is judged by the act."""
        found = [("behalf_phone", too_long(self.phone, MOST_PHONE))]
        if self.is_given and not self.seen:
            found.append(("behalf_seen", _("Đánh dấu khi đã xem bản gốc giấy tờ làm căn cứ.")))
        return [(name, words) for name, words in found if words]


def read_behalf(data: Mapping[str, str]) -> Behalf:
    """Read the block."""
    names = [field.name for field in fields(Behalf)]
    return Behalf(**{name: one_line(data.get(f"behalf_{name}", "")) for name in names})
