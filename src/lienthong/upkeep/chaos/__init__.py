# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Real traffic against an installation whose processes are killed, stopped and starved."""
