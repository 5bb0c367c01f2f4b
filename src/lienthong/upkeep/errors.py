# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How backing up, restoring and trying out fail: a code, and a Vietnamese sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lienthong.supervisor.errors import SupervisorError

_REASONS = {
    errno.ENOSPC: ("disk_full", "ổ đĩa đã đầy"),
    errno.EDQUOT: ("disk_full", "đã hết hạn mức lưu trữ"),
    errno.EACCES: ("no_right", "bạn không có quyền đọc hoặc ghi"),
    errno.EPERM: ("no_right", "bạn không có quyền đọc hoặc ghi"),
    errno.EROFS: ("no_right", "ổ đĩa chỉ đọc"),
    errno.ENOENT: ("missing", "không còn tệp hoặc thư mục này"),
    errno.ENOTDIR: ("not_folder", "đó không phải thư mục"),
    errno.EEXIST: ("not_folder", "đó không phải thư mục"),
    errno.EIO: ("disk_broken", "ổ đĩa báo lỗi đọc, ghi"),
}


class UpkeepError(SupervisorError):
    """Something was not backed up, not restored or not proven; ``message`` says what to do."""


@contextmanager
def named(place: Path, advice: str = "") -> Iterator[None]:
    """Turn what the operating system says about files into a named error with its place."""
    try:
        yield
    except OSError as problem:
        code, why = _REASONS.get(problem.errno or 0, ("files", "không đọc hoặc ghi được"))
        where = problem.filename or place
        raise UpkeepError(code, f"{where}: {why}. {advice}".strip()) from problem
