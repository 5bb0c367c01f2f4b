# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Certificates of partners, read before they are kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lienthong.core.integration.domain.certificates import CertificateError, read_certificate


def test_certificate_that_is_none_is_refused() -> None:
    with pytest.raises(CertificateError, match="broken"):
        read_certificate("không phải", now=datetime(2026, 11, 26, tzinfo=UTC))
