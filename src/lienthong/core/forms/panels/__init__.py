# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages of a form as plain data for the templates, for citizens and for the counter."""
