# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen who speaks plain HTTP: the same pages and forms, quick enough for crowds."""

from __future__ import annotations

from lienthong.traffic.citizen import Citizen


class Walker(Citizen):
    """One signed-in citizen."""

    def __init__(self, web: str, personal_id: str) -> None:
        super().__init__(web)
        self.sign_in_citizen(personal_id)
