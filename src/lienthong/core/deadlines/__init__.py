# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Deadlines: calendars per unit, due dates and what changed them.

Arithmetic and explanation live in ``kernel.clock``; here are the rows. A deadline is running, held
while something is awaited, then met or cancelled. Its calendar revision, limit and start never
change; adjustments are appended; the due date is their fold. Law: 91/2015/QH13, Điều 147 and 148;
61/2018/NĐ-CP, Điều 19. Deadlines know no case: they tell ``DueChanged``.
"""
