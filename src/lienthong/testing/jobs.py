# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Do what the worker would, in the test's own transaction; a store and partners of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.documents.adapters.store import _local
from lienthong.kernel import ports


def run_jobs(done: set[int] | None = None) -> list[str]:
    """Do every queued job once, in order, also those they queue; answers their names."""
    seen: set[int] = done if done is not None else set()
    names: list[str] = []
    while jobs := list(ProcrastinateJob.objects.exclude(pk__in=seen).order_by("pk")):
        for job in jobs:
            seen.add(job.pk)
            if job.task_name in ports.tasks():
                ports.tasks()[job.task_name].function(**job.args)
                names.append(job.task_name)
    return names


def store_in(folder: Path, settings: Any) -> None:
    """Let files live in a folder from now on, whatever the process remembers of it."""
    settings.FILE_STORE = folder
    _local.cache_clear()


def own_store(folder: Path, settings: Any, *, partners: str = "") -> None:
    """Let files, keys and time-stamps of one test live in a folder, partners at an address."""
    store_in(folder / "files", settings)
    settings.LIENTHONG_DATA_DIR = folder
    settings.LIENTHONG_DEMO = True
    if partners:
        settings.LIENTHONG_TSA_URL = f"{partners}/tsa"
