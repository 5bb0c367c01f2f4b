# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Applications that are connected: who they are, what they may, their secret, their history."""
