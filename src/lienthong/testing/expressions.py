# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies for expressions of the condition language."""

from datetime import date

from hypothesis import strategies as st

amounts = st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4))
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-999, 999)
    | st.text("ab0-", max_size=4)
    | amounts
    | st.sampled_from(["07:30", "23:59", "24:00"])
)
rows = st.lists(st.dictionaries(st.sampled_from(["n", "m"]), scalars, max_size=2), max_size=3)
"""Answers of a table of rows."""
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
leaves = (
    scalars
    | days.map(date.isoformat)
    | st.sampled_from(["a", "b", "c.d"]).map(lambda key: {"field": key})
    | st.builds(lambda n: {"today": {"days": n}}, st.integers(-400, 400))
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            lambda name, pair: {name: list(pair)},
            st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge", "in", "sub", "div"]),
            st.tuples(inner, inner | st.lists(inner, max_size=3)),
        ),
        st.builds(
            lambda name, items: {name: items},
            st.sampled_from(["and", "or", "add", "mul", "join"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        st.builds(
            lambda name, item: {name: item},
            st.sampled_from(["not", "empty", "count", "age", "days_since"]),
            inner,
        ),
        st.builds(lambda items: {"if": list(items)}, st.tuples(inner, inner, inner)),
        st.builds(lambda rows: {"sum": [rows, "n"]}, inner),
    ),
    max_leaves=12,
)
