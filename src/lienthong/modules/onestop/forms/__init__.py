# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Inputs of the procedure editor: which settings each part has, as data."""
