# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Acts on units, positions and posts: dated, closing one row and opening the next."""
