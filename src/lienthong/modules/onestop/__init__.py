# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One-stop: dossiers of administrative procedures from the citizen to the returned result.

Law: 118/2025/NĐ-CP, 61/2018/NĐ-CP (defaults until its successor's text is confirmed),
45/2020/NĐ-CP, 03/2025/TT-VPCP. Life cycle: sixteen legal states (``enums``), moved only by
actions, driven by the table of steps of the procedure version under which a dossier was received.
"""
