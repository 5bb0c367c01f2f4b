# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A process from a file that somebody hands over: BPMN 2.0, or our table as JSON or YAML."""

from __future__ import annotations

import json
from typing import Any

import yaml

from lienthong.core.process.domain.bpmn_reading import read_bpmn
from lienthong.core.process.domain.bpmn_xml import LARGEST
from lienthong.core.process.domain.problems import TableError, problem
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import Table
from lienthong.core.process.domain.writing import dump_table


def read_file(source: bytes) -> Table:
    """The table in the file, perhaps unfinished. Raises ``TableError`` with every problem."""
    if len(source) > LARGEST:
        raise TableError([problem("too_large", "", size=LARGEST // 1_000_000)])
    if source.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")[:2].replace(b"\0", b"").startswith(b"<"):
        return read_bpmn(source)
    return read_table(_plain(source), unfinished=True)


def write_file(table: Table) -> str:
    """The table as YAML, to keep or to take to another installation."""
    return yaml.safe_dump(dump_table(table), allow_unicode=True, sort_keys=False, width=100)


def _plain(source: bytes) -> Any:
    try:
        text = source.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            return json.loads(text)
        if "&" in text and any("*" in line for line in text.splitlines()):
            _refuse_aliases(text)
        return yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise TableError([problem("not_a_file", "")]) from error


def _refuse_aliases(text: str) -> None:
    """YAML may name a part and repeat it a billion times; a table never needs that."""
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken):
            raise TableError([problem("not_a_file", "")])
