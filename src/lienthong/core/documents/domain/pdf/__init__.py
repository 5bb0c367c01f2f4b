# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drawing, signing and checking PDF files.

Only the worker imports this package: it pulls in WeasyPrint and pyHanko, which double the memory
of a web process. Its doors are functions of ``tasks.py``, which import it when they run.
"""
