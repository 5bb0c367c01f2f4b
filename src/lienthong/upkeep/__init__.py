# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What keeps an installation safe: backups, restoring them, proving that both work.

Knows the database through SQL and its own programs, files through their names; nothing of Django
and nothing of the apps is imported, so that the one who checks does not share the faults of what
is checked.
"""
