# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk's screens: reception, counter entry, check, return, register, prints."""
