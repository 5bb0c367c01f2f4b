# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which commands exist and where each lives."""

from importlib import import_module
from types import ModuleType

COMMANDS = {
    "demo": "lienthong.cli.demo",
    "serve": "lienthong.cli.serve",
    "test": "lienthong.cli.run_tests",
    "doctor": "lienthong.cli.doctor",
    "manage": "lienthong.cli.manage",
    "due": "lienthong.cli.due",
    "procedures": "lienthong.cli.procedures",
    "configuration": "lienthong.cli.configuration",
    "audit": "lienthong.cli.audit",
    "verify": "lienthong.cli.verify",
    "backup": "lienthong.cli.backup",
    "restore": "lienthong.cli.restore",
    "drill": "lienthong.cli.drill",
    "chaos": "lienthong.cli.chaos",
    "lint": "lienthong.cli.lint",
    "types": "lienthong.cli.check_types",
    "arch": "lienthong.cli.arch",
    "journeys": "lienthong.cli.journeys",
    "bench": "lienthong.cli.bench",
    "generate": "lienthong.cli.generate",
    "measure": "lienthong.cli.measure",
    "shots": "lienthong.cli.shots",
    "sizes": "lienthong.cli.sizes",
    "new-module": "lienthong.cli.new_module",
    "messages": "lienthong.cli.messages",
    "docs": "lienthong.cli.docs",
}


def load(name: str) -> ModuleType:
    """The module of a command."""
    return import_module(COMMANDS[name])


def overview() -> str:
    """The help text of ``./lienthong`` itself."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {load(name).HELP}" for name in COMMANDS]
    return "\n".join(
        [
            "cách dùng: ./lienthong LỆNH [tuỳ chọn]",
            "",
            "các lệnh:",
            *lines,
            "",
            "./lienthong LỆNH --help cho biết cách dùng từng lệnh.",
        ]
    )
