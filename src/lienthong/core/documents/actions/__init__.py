# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The only writers: files, drafts, signatures, numbers, seals, issue and withdrawal."""
