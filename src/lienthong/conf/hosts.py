# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Names of machines that the platform may call; plain, so that the command line reads them too."""

PUSH_HOSTS = (
    "fcm.googleapis.com updates.push.services.mozilla.com .push.apple.com .notify.windows.com"
)
"""The push services of the browsers in use; no other address is ever called."""
