# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which language speaks: the reader's on screens, Vietnamese on what is printed, issued and kept.

Legal basis: 2013 Constitution, Điều 5: the national language is Vietnamese.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.utils import translation

OF_RECORD = "vi"


def of_record() -> AbstractContextManager[None]:
    """Vietnamese for as long as it lasts, whatever language the officer or citizen reads.

    For papers, issued documents, and texts that are stored and read by others later.
    """
    return translation.override(OF_RECORD)
