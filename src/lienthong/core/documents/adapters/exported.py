# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where files of exported lists stand: a folder of their own beside the store."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def export_folder() -> Path:
    """The folder, made when it is missing."""
    folder = Path(settings.FILE_STORE) / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def export_path(number: int, extension: str) -> Path:
    """The file of a run."""
    return export_folder() / f"{number}.{extension}"
