# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Help in the application: one short page for each screen, opened from that screen.

Texts stand beside the screens they explain, in ``reference/help.yaml`` of a module or of this
package, in Vietnamese and English; a test asks that no screen is without.
"""
