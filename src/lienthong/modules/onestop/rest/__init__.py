# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the open API says of procedures, and of dossiers to whoever knows the code."""
