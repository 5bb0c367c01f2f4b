# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Electronic forms: one definition, one condition language, drafts, prefill, printing.

Life cycle: a `FormVersion` is published from a definition (YAML, JSON) and never changes; a person
starts a `FormDraft`, saves it page by page, may discard it and take it back for 30 days, and
completes it when the answers are sent. Pure code in `domain`, state in `actions`, screens' data in
`panels`; the portals own the pages.

Legal basis: 45/2020/NĐ-CP, Điều 4 (data that the state holds are not asked for again).
"""
