# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The web process around Django: bodies read first, kept pages, a small thread pool.

Slow clients are held by the event loop and never by a thread; a thread works only while Django
itself works.
"""
