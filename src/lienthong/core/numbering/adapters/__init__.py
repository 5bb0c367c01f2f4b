# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Ports of the platform on real services: the job queue, time-stamp authorities."""
