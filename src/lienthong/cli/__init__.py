# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The commands of the executable ``./lienthong``: a table of small modules.

A command module has ``HELP`` (one Vietnamese line), ``configure(parser)`` and
``run(options) -> int``. It raises ``CommandError`` for everything a person can put right.
Nothing here imports Django: commands that need it start a process of its own.
"""
