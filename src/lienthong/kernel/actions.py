# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Actions: the only way state changes.

An action is a function ``verb_noun(subject, *, ..., actor)``. The decorator opens the transaction,
asks the authoriser, claims the idempotency key, runs the function and hands the recorder what
changed. An action inside another has no savepoint of its own: when it is refused, both are.
Lock order: idempotency key, case, process instance, book rows.
"""

from __future__ import annotations

import functools
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from typing import Any, ParamSpec, TypeGuard, TypeVar, cast

from django.apps import apps
from django.db import connection, models, transaction
from django.utils.crypto import salted_hmac

from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission
from lienthong.kernel.together import tell

P = ParamSpec("P")
R = TypeVar("R")

_AS_THEY_ARE = frozenset({type(None), bool, int, float, str})
_ROWS = frozenset({list, tuple})
_SCALARS, _TIMES = (bool, int, float, str), (datetime, date, time)
_LISTS, _SETS, _BYTES = (list, tuple), (set, frozenset), (bytes, memoryview)

_registry: dict[str, Permission] = {}
_state = threading.local()


class NotAnAction(TypeError):
    """The decorated function lacks the keyword ``actor``."""


class OutsideAct(RuntimeError):
    """A part of an act ran outside any transaction."""


def action(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the act guarded by ``permission``. Raises ``NotAnAction`` at definition."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        keywords = function.__code__.co_varnames[
            function.__code__.co_argcount : function.__code__.co_argcount
            + function.__code__.co_kwonlyargcount
        ]
        if "actor" not in keywords or not names:
            raise NotAnAction(function.__qualname__)
        name = f"{function.__module__}.{function.__qualname__}"
        _registry[name] = permission

        @functools.wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = cast("Actor", kwargs["actor"])
            inside = _inside()
            jobs = nullcontext() if inside else ports.jobs_together()
            with transaction.atomic(savepoint=not inside), jobs:
                return _run(function, name, permission, actor, args, kwargs)

        act.permission = permission  # type: ignore[attr-defined]
        return act

    return decorate


def part_of_act(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a writer that acts call: it has no permission of its own and needs their transaction.

    Raises ``OutsideAct`` when called outside an atomic block.
    """

    @functools.wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        if not connection.in_atomic_block:
            raise OutsideAct(function.__qualname__)
        return function(*args, **kwargs)

    inner.part_of_act = True  # type: ignore[attr-defined]
    return inner


def actions() -> Mapping[str, Permission]:
    """Every action of the platform by dotted name."""
    return dict(_registry)


def _run(
    function: Callable[..., R],
    name: str,
    permission: Permission,
    actor: Actor,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> R:
    subject = args[0] if args else None
    outermost = not _inside()
    recorder = ports.recorder()
    if outermost and actor.idempotency_key:
        replay = recorder.claim(actor, name, body_hash(args, kwargs))
        if replay is not None:
            return cast("R", _thaw(replay.result))
    ports.authoriser().authorise(actor, permission, subject)
    before = {} if _makes_another(function) else snapshot(subject, by=name)
    actor = actor.using(permission.code)
    with within_act():
        result = function(*args, **{**kwargs, "actor": actor})
    after_subject = result if isinstance(result, models.Model) else subject
    answer = _freeze(result) if outermost and actor.idempotency_key else None
    tell(_describe(name, permission, actor, subject, before, after_subject), answer)
    return result


@contextmanager
def within_act() -> Iterator[None]:
    """Marks that an action is running: inner acts share the outer key and the outer savepoint."""
    _state.depth = getattr(_state, "depth", 0) + 1
    try:
        yield
    finally:
        _state.depth -= 1


@functools.cache
def _makes_another(function: Callable[..., Any]) -> bool:
    """Whether an act answers a row of another kind than its subject: nothing is compared then."""
    told, known = function.__annotations__, function.__globals__
    names = (function.__code__.co_varnames[0], "return")
    one, other = (known.get(str(told.get(name))) for name in names)
    if not (_is_model(one) and _is_model(other)):
        return False
    return not (issubclass(one, other) or issubclass(other, one))


def _is_model(kind: Any) -> TypeGuard[type[models.Model]]:
    return isinstance(kind, type) and issubclass(kind, models.Model)


def _inside() -> bool:
    return getattr(_state, "depth", 0) > 0


def snapshot(subject: object, *, by: str = "") -> dict[str, Any]:
    """The stored field values of a model instance, empty for anything else or anything new.

    What is said of an identity stands in rows of its own: a model whose acts change those answers
    what they say now in ``audit_state()``. ``by`` is the dotted name of the act: one of another
    app cannot change them and does not read them.
    """
    if not isinstance(subject, models.Model) or subject.pk is None:
        return {}
    deferred = subject.get_deferred_fields()
    own = {
        field.attname: getattr(subject, field.attname)
        for field in subject._meta.concrete_fields
        if field.attname not in deferred
    }
    more = getattr(subject, "audit_state", None)
    concerned = not by or by.startswith(f"{subject._meta.app_config.name}.")
    return own | more() if callable(more) and concerned else own


def _describe(
    name: str,
    permission: Permission,
    actor: Actor,
    subject: object,
    before: Mapping[str, Any],
    after_subject: object,
) -> ports.Act:
    same = (
        isinstance(subject, models.Model)
        and isinstance(after_subject, models.Model)
        and type(subject) is type(after_subject)
        and subject.pk == after_subject.pk
    )
    changes = changed_fields(before if same else {}, after_subject, by=name)
    target = after_subject if isinstance(after_subject, models.Model) else None
    kind = target._meta.label_lower if target is not None else name.rsplit(".", 1)[-1]
    return ports.Act(actor, permission, name, kind, target.pk if target else None, changes)


def changed_fields(before: Mapping[str, Any], subject: object, *, by: str = "") -> dict[str, Any]:
    """Field → [old, new] as JSON values; fields in ``audit_secret`` of the model show a mark."""
    after = snapshot(subject, by=by)
    secret: frozenset[str] = getattr(subject, "audit_secret", frozenset())
    changes: dict[str, Any] = {}
    for field, new in after.items():
        old = before.get(field)
        if old != new:
            changes[field] = ["•", "•"] if field in secret else [plain(old), plain(new)]
    return changes


def plain(value: Any) -> Any:
    """A JSON value for anything that a model field or an argument can hold."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is dict:
        return {str(key): plain(item) for key, item in value.items()}
    if kind in _ROWS:
        return [plain(item) for item in value]
    return _plain_of_others(value)


def _plain_of_others(value: Any) -> Any:
    if isinstance(value, _SCALARS):
        return value
    if isinstance(value, _TIMES):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, _LISTS):
        return [plain(item) for item in value]
    if isinstance(value, _SETS):
        return sorted((plain(item) for item in value), key=str)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    if isinstance(value, _BYTES):
        return hashlib.sha256(bytes(value)).hexdigest()
    return str(value)


def body_hash(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bytes:
    """Keyed SHA-256 over everything that was asked except who asks; the same in every process.

    Keyed, because what was asked may hold a password that a bare hash would let somebody guess.
    """
    body = [plain(args), {key: plain(kwargs[key]) for key in sorted(kwargs) if key != "actor"}]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return salted_hmac("lienthong.kernel.actions", text, algorithm="sha256").digest()


def _freeze(result: object) -> dict[str, Any]:
    if isinstance(result, models.Model):
        return {"model": result._meta.label, "pk": result.pk}
    return {"value": plain(result)}


def _thaw(stored: Mapping[str, Any]) -> object:
    if "model" in stored:
        model = apps.get_model(stored["model"])
        return model._default_manager.get(pk=stored["pk"])
    return stored.get("value")
