# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A form from a file: JSON or YAML text to plain data, with limits before anything is built.

Refused by name: too much text, too many parts, too deep, anchors that multiply themselves, the same
name twice, values that are no plain data. Nothing is saved here.
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from lienthong.core.forms.domain.loading import DefinitionError, normalised
from lienthong.kernel.words import gettext

LONGEST = 240_000
MOST_PARTS = 40_000
DEEPEST = 60
FILE = "file"


class _Twice(yaml.YAMLError):
    """A name that stands twice in one mapping, or an anchor."""


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors and without names that stand twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse what repeats another part of the file."""
        if self.check_event(yaml.AliasEvent):
            raise _Twice(gettext("Tệp YAML không được dùng neo (&, *)."))
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Refuse a name that stands twice."""
        names = [key.value for key, _value in node.value if isinstance(key, yaml.ScalarNode)]
        for name in names:
            if names.count(name) > 1:
                text = gettext("Tên %(name)s đứng hai lần ở dòng %(line)s.")
                raise _Twice(text % {"name": name[:60], "line": node.start_mark.line + 1})
        return super().construct_mapping(node, deep)


def read_file(text: str) -> dict[str, Any]:
    """The data of a JSON or YAML text. Raises ``DefinitionError`` that names what is wrong."""
    if len(text) > LONGEST:
        raise _refusal(gettext("Tệp dài quá %(most)s ký tự.") % {"most": LONGEST})
    data = _parsed(text)
    problems = list(_strange_parts(data))
    if problems:
        raise DefinitionError(problems)
    if not isinstance(data, dict):
        raise _refusal(gettext("Tệp không chứa một biểu mẫu."))
    plain: dict[str, Any] = normalised(data)
    return plain


def write_file(content: Mapping[str, Any]) -> str:
    """The content as YAML that ``read_file`` gives back."""
    return yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=100)


def _parsed(text: str) -> Any:
    try:
        if text.lstrip().startswith("{"):
            return json.loads(text, object_pairs_hook=_once)
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506  # a safe loader, narrowed further
    except RecursionError as error:
        raise _refusal(_deep()) from error
    except _Twice as error:
        raise _refusal(str(error)) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refusal(gettext("Không đọc được tệp ở dòng %(line)s.") % {"line": line}) from error
    except (yaml.YAMLError, ValueError) as error:
        line = getattr(error, "lineno", 1)
        raise _refusal(gettext("Không đọc được tệp ở dòng %(line)s.") % {"line": line}) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        name = next(name for name in names if names.count(name) > 1)
        raise _Twice(gettext("Tên %(name)s đứng hai lần.") % {"name": name[:60]})
    return found


def _strange_parts(data: Any) -> Iterator[str]:
    """What is no plain data, each with its place; walks without recursion."""
    waiting: list[tuple[str, Any, int]] = [(FILE, data, 0)]
    count = 0
    while waiting:
        path, value, depth = waiting.pop()
        count += 1
        if count > MOST_PARTS:
            yield f"{FILE}: " + gettext("Tệp có quá nhiều phần, tối đa %(most)s.") % {
                "most": MOST_PARTS
            }
            return
        if depth > DEEPEST:
            yield f"{path[:60]}: {_deep()}"
            return
        if isinstance(value, dict):
            if strange := [name for name in value if not isinstance(name, str)]:
                text = gettext("Tên %(name)s phải là chữ.")
                yield f"{path}: {text % {'name': str(strange[0])[:60]}}"
            waiting += [(f"{path}.{name}", item, depth + 1) for name, item in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{path}.{index}", item, depth + 1) for index, item in enumerate(value)]
        elif isinstance(value, bytes | set | tuple) or (
            isinstance(value, float) and not math.isfinite(value)
        ):
            yield f"{path}: " + gettext("Giá trị ở đây không dùng được.")


def _deep() -> str:
    return gettext("Tệp lồng quá sâu: tối đa %(most)s lớp.") % {"most": DEEPEST}


def _refusal(text: str) -> DefinitionError:
    return DefinitionError([f"{FILE}: {text}"])
