# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a backup and the running processes agree on."""

from __future__ import annotations

BACKUP_LOCK = 0x4C54_4241
"""Advisory lock: shared by backups that copy files, taken alone by who removes files."""
