# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Our own files are read as the slow reader reads them, and never as Python objects."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import lienthong
from lienthong.kernel.reference import read_yaml

FILE = Path(lienthong.__file__).parent / "kernel" / "clock" / "calendars" / "default.yaml"


def test_what_the_quick_reader_gives_is_what_the_slow_one_gives() -> None:
    text = FILE.read_text("utf-8")
    assert read_yaml(text) == yaml.safe_load(text)
    assert read_yaml("ngày: 2026-11-26\nsố: 0012\n") == yaml.safe_load(
        "ngày: 2026-11-26\nsố: 0012\n"
    )


def test_an_object_of_python_is_refused() -> None:
    with pytest.raises(yaml.YAMLError):
        read_yaml("!!python/object/apply:os.getcwd []")
