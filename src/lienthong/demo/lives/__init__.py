# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole lives of dossiers by the thousand: led by the real acts once, copied a million times."""
