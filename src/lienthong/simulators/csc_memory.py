# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a remote signing service remembers over its own restarts: keys' holders and leaves given."""

import json
import threading
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass
class Credential:
    """One signer's key at the service, with the code that was sent last."""

    id: str
    user: str
    name: str
    organisation: str
    kind: str
    code: str = ""
    code_until: datetime | None = None


@dataclass
class Leave:
    """Signature activation data: leave for so many signatures with one key."""

    credential: str
    left: int
    until: datetime


_TURN = threading.Lock()


@dataclass
class Memory:
    """Credentials by id and leaves by their secret, kept in one file; codes are not kept."""

    file: Path
    credentials: dict[str, Credential] = field(default_factory=dict)
    leaves: dict[str, Leave] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Memory":
        """What was kept; nothing without a file."""
        kept: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
        found = cls(file)
        for key, row in kept.get("credentials", {}).items():
            found.credentials[key] = Credential(**row)
        for key, row in kept.get("leaves", {}).items():
            until = datetime.fromisoformat(row.pop("until"))
            found.leaves[key] = Leave(**row, until=until)
        return found

    def keep(self) -> None:
        """Write what is to be known after a restart."""
        known = {"code", "code_until"}
        credentials = {
            key: {name: value for name, value in asdict(one).items() if name not in known}
            for key, one in self.credentials.items()
        }
        leaves = {
            key: asdict(one) | {"until": one.until.isoformat()} for key, one in self.leaves.items()
        }
        text = json.dumps({"credentials": credentials, "leaves": leaves})
        with _TURN:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.file.with_suffix(".new")
            temporary.write_text(text)
            temporary.replace(self.file)
