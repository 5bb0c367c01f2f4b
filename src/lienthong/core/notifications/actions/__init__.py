# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Telling people, one-time codes, how somebody wants to be told."""
