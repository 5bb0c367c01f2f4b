# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The edge process: uploads into quarantine and notices to open pages. No Django models.

It trusts nobody's session: whoever brings a permit signed by ``web`` may do exactly what the
permit says.
"""
