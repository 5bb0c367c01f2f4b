# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files, printing, signing, issued documents and their verification.

A ``File`` is an identity, a ``FileVersion`` its bytes, stored once and never changed. An
``IssuedDocument`` is drawn once, before the first signature; number, date and seal follow as
incremental updates, so that the signatures of the person and of the agency both stay valid.

Legal basis: 30/2020/NĐ-CP (layout, signing, numbers); 45/2020/NĐ-CP (electronic results).
"""
