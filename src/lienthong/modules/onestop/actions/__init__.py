# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that happens to a dossier, one file for each event of its life."""
