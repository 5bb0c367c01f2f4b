# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Headers, cookies, content rules."""

from __future__ import annotations

from csp.constants import NONE, SELF

from lienthong.conf import environment
from lienthong.conf.environment import origin_of

_ENVIRONMENT = environment.read()
SESSION_COOKIE_NAME = "lt_session"
CSRF_COOKIE_NAME = "lt_csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "lienthong.core.accounts.adapters.sessions"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lienthong.portals.citizen.errors.forgery_suspected"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
_EDGE = [_ENVIRONMENT.edge_url] if _ENVIRONMENT.edge_url else []
_PLUGIN = [origin_of(_ENVIRONMENT.plugin_url)] if _ENVIRONMENT.plugin_url else []
_VNEID = [_ENVIRONMENT.vneid_url] if _ENVIRONMENT.vneid_url else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *_EDGE],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF, *_EDGE, *_VNEID, *_PLUGIN],
        "base-uri": [SELF],
        "object-src": [NONE],
    }
}
