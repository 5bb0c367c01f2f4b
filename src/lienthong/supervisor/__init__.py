# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Starts, watches and stops the database and the processes of one machine.

Imports nothing else of ours, so that it can be replaced by systemd or a container platform.
Everything it needs to know arrives as arguments; everything it prints goes through one
``say`` function given by the caller. Every child is a direct child of the supervisor, writes
to its own log file and dies with the supervisor, whatever kills it.
"""
