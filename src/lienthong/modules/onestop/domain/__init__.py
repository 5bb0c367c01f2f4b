# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pure parts of the one-stop: reading definitions, codes, fees."""
