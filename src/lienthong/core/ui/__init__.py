# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The visual language: base templates, components as template tags, styles, fonts and icons.

Knows nothing of dossiers or units: it draws plain values. Both portals and every module build their
screens from here; nothing else ships CSS or JavaScript of its own.
"""
