# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pure code of documents: names, types, limits, codes, verdicts. No Django, no database."""
