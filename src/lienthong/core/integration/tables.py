# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of the outside and of the machine room: partners and jobs."""

from __future__ import annotations

from lienthong.core.integration.panels.jobs import JOBS
from lienthong.core.integration.panels.partners import PARTNERS

DIRECTORIES = (PARTNERS, JOBS)
