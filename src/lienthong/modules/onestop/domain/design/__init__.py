# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The definition of a procedure while it is made: places in it, changes, checks, differences.

A place is a path: ``time/limit``, ``components/photo``, ``fees/licence/rules/rate``. A list is
entered by the key of its element, or by its index where elements have none.
"""
