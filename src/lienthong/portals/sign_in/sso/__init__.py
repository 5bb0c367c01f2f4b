# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Other applications sign officers in with us (OpenID Connect); tokens of the open API."""
