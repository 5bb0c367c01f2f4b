# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Libraries that a web process names when it starts but hardly ever uses, loaded at first use.

Django and the sign-in library import them at the top of files that every process needs.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from importlib.metadata import version
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

SELDOM = frozenset(
    {
        "sqlparse",  # splits scripts of SQL for migrations
        "croniter",  # says when the worker does what recurs
        "charset_normalizer",  # guesses encodings of answers that do not tell
        "lxml.etree",  # reads diagrams and documents that somebody brings
        "allauth.idp.oidc.views",  # answers connected applications, with ``oauthlib``
        "allauth.mfa.webauthn.internal.auth",  # judges passkeys, with ``fido2``
    }
)
"""Whoever imports one of them must name the module and not what is in it, else it is loaded."""


class Later(ModuleType):
    """A module that is run when something in it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        """What the module holds, once it has run."""
        loader = self.__spec__.loader if self.__spec__ else None
        if isinstance(loader, _LaterLoader) and loader.made:
            if name == "__version__":
                return version(self.__name__)  # libraries look whether they fit each other
            loader.run(self)
        if name not in vars(self):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name)
        return vars(self)[name]


class _LaterLoader(Loader):
    """Makes the module and leaves it empty until it is used."""

    def __init__(self, real: Loader) -> None:
        self._real, self.made = real, False
        self._lock, self._running = threading.RLock(), False

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Later(spec.name)

    def exec_module(self, _module: ModuleType) -> None:
        """Nothing yet, but from now on whatever is asked for runs the module."""
        self.made = True

    def run(self, module: ModuleType) -> None:
        """Run the module, once; other threads that ask meanwhile wait until it has run."""
        with self._lock:
            spec = module.__spec__
            if spec is None or spec.loader is not self or self._running:
                return
            self._running = True
            try:
                if isinstance(self._real, ExtensionFileLoader):
                    self._compiled(module, self._real)
                else:
                    self._real.exec_module(module)
                spec.loader = module.__loader__ = self._real
            finally:
                self._running = False

    @staticmethod
    def _compiled(module: ModuleType, loader: ExtensionFileLoader) -> None:
        """Load compiled code, which makes its module itself: what is in it is in ours too."""
        name = module.__name__
        spec = spec_from_file_location(name, module.__file__, loader=loader)
        if spec is None:
            raise ModuleNotFoundError(name, name=name)
        sys.modules[name] = made = module_from_spec(spec)
        try:
            loader.exec_module(made)
        except BaseException:
            sys.modules[name] = module
            raise
        vars(module).update(vars(made))


class _Finder(MetaPathFinder):
    """Finds the seldom ones as Python does."""

    def __init__(self, seldom: Collection[str]) -> None:
        self._seldom = seldom

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module, to be run later; nothing for all others."""
        spec = PathFinder.find_spec(name, path, target) if name in self._seldom else None
        if spec is not None and spec.loader is not None:
            spec.loader = _LaterLoader(spec.loader)
        return spec


def put_off(seldom: Collection[str] = SELDOM) -> None:
    """Have these loaded at first use from now on."""
    sys.meta_path.insert(0, _Finder(seldom))
