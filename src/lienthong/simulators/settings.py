# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the simulators read from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where state is kept, the partners' address, the one OIDC client, the mail port (0: none)."""

    data_dir: Path
    public_url: str
    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    sms_token: str = "lienthong-demo"  # noqa: S105  # the demo's own, refused in production
    zalo_token: str = "lienthong-demo"  # noqa: S105  # the demo's own, refused in production
    smtp_port: int = 0
    post_token: str = "lienthong-demo"  # noqa: S105  # the demo's own, refused in production
    population_token: str = "lienthong-demo"  # noqa: S105  # the demo's own, refused in production
    portal_url: str = ""
    app_secret: str = "lienthong-demo"  # noqa: S105  # the demo's own, refused in production
    csc_secret: str = "lienthong-demo"  # noqa: S105  # the demo's own, refused in production

    @property
    def pki_dir(self) -> Path:
        """The folder of the test certificate authority."""
        return self.data_dir / "pki"

    @property
    def key_dir(self) -> Path:
        """The folder of the simulators' own keys."""
        return self.data_dir / "simulators"


def read_settings() -> Settings:
    """Read the environment; without a URL the partners answer as they were called."""
    redirects = os.environ.get("LIENTHONG_VNEID_REDIRECT_URIS", "")
    return Settings(
        data_dir=Path(os.environ.get("LIENTHONG_DATA_DIR", "var")).absolute(),
        public_url=os.environ.get("LIENTHONG_SIMULATORS_URL", "").rstrip("/"),
        client_id=os.environ.get("LIENTHONG_VNEID_CLIENT_ID", "lienthong"),
        client_secret=os.environ.get("LIENTHONG_VNEID_CLIENT_SECRET", "lienthong-demo"),
        redirect_uris=tuple(uri for uri in redirects.split(",") if uri),
        sms_token=os.environ.get("LIENTHONG_SMS_TOKEN", "lienthong-demo"),
        zalo_token=os.environ.get("LIENTHONG_ZALO_TOKEN", "lienthong-demo"),
        post_token=os.environ.get("LIENTHONG_POST_TOKEN", "lienthong-demo"),
        population_token=os.environ.get("LIENTHONG_POPULATION_TOKEN", "lienthong-demo"),
        csc_secret=os.environ.get("LIENTHONG_CSC_SECRET", "lienthong-demo"),
        portal_url=os.environ.get("LIENTHONG_PUBLIC_URL", "").rstrip("/"),
        smtp_port=int(os.environ.get("LIENTHONG_SIMULATORS_SMTP_PORT", "0")),
    )
