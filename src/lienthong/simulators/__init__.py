# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One small ASGI process that plays the partners of the platform over real HTTP.

It plays VNeID (OpenID Connect), a time-stamp authority (RFC 3161), a test certificate authority,
a remote signing service (CSC API), an SMS gateway, a mail server and the post, with a page that
switches faults on. It imports nothing else of the platform and is never part of a production
installation.
"""
