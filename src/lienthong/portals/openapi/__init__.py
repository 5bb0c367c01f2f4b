# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The open API: systems of others ask and act here, with rights they were given and no more."""
