# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A mail server that takes every letter (SMTP), delivers none, and shows them on a page."""
