# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Words from the packages' files, files of other apps, ways to the partners."""
