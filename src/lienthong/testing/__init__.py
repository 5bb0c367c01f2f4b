# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Helpers for tests: a small world with real units, officers and one procedure."""
