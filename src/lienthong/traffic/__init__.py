# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""People who use an installation over plain HTTP: what is measured and tried with crowds."""
