# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables of steps and the engine that walks them; no case, no database, no Django."""
