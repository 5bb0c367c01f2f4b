# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every app stands on: declarations, actions, events, the legal clock, Vietnamese text.

The kernel has no models and imports nothing of ours. It reaches access, audit and jobs through
three ports (:mod:`lienthong.kernel.ports`) that are bound when the platform starts.
"""
