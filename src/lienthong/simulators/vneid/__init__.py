# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A simulated VNeID: an OpenID Connect provider with invented citizens."""
