# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Definitions of processes as tables of steps, and the engine that walks them.

A definition is an identity with dated, immutable versions; a version is one table. An instance
runs on the version with which it began, until somebody moves it to another one after a trial. The
engine (SpiffWorkflow, always, also for linear tables) only says what is open next; it knows no
case, no unit and no clock. When the matter closes, the engine's state is deleted and the trail
kept. Legal basis: 61/2018/NĐ-CP, Điều 19.
"""
