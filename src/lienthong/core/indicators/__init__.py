# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures folded from what happened to cases.

Nothing is counted inside an act: a job reads the events and due-date changes that were committed
since it last looked, and has the module that owns the cases count those anew. What it has folded
is always what a recomputation from the first event gives.
"""
