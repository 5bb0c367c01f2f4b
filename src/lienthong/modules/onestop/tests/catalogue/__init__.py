# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files with procedures: read, compared, stored, refused. The records are made up."""
