# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages to people: in the application, by e-mail, by SMS; one-time codes.

An act defers a job; the job composes a `Message` once for (event, recipient) from a dated template
and puts one `MessageDelivery` a channel into the outbox; partners that stay silent are asked again.
Later channels (Zalo, push, digest) are further carriers. Legal basis: 61/2018/NĐ-CP, Điều 19.
"""
