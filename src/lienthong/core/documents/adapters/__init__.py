# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys, time-stamp authority and file stores behind their ports."""
