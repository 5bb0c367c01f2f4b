# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files with procedures that others publish: what they may hold, and how each is read.

Three forms: a package of another installation, a list of procedures in YAML, lines of the national
catalogue. A reading is our understanding of one record; the record itself is kept as it came.
"""
