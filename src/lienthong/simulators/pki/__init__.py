# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A test certificate authority: root, issuing authority, time-stamp, seals and persons."""

from lienthong.simulators.pki.store import Issued, issue

__all__ = ["Issued", "issue"]
