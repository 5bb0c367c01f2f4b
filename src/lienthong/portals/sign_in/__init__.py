# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing in: binds the sign-in library to our accounts. The pages are in the portals."""
