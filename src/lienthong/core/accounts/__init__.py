# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Persons, legal entities and accounts: who exists and how they sign in.

Citizens come through VNeID only (OpenID Connect); officers have a password and a second factor.
An account is made once, counted out after wrong attempts, and ends by being switched off, never by
deletion. Legal basis: 69/2024/NĐ-CP, Điều 7.
"""
