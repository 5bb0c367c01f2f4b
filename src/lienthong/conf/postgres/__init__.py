# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Django's PostgreSQL backend with a pool that forgets a server that went away."""
