# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sign-in: officers with password and second factor, citizens through VNeID."""

from __future__ import annotations

from lienthong.conf import environment

_ENVIRONMENT = environment.read()
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "lienthong.core.accounts.adapters.hashers.MadeSecretHasher",
]
OFFICER_SECOND_FACTOR = "required"
LOGIN_URL = "accounts:citizen-sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:signed-out"
OFFICER_HOME_URL = "/can-bo/"
VNEID_RETURN_URL = "accounts:vneid-return"

ACCOUNT_ADAPTER = "lienthong.portals.sign_in.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "120/m/ip"}
"""Per address, because a whole office shares one; wrong attempts per name lock (sign_in.yaml)."""

MFA_ADAPTER = "lienthong.portals.sign_in.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
PASSKEY_DOMAIN = _ENVIRONMENT.passkey_domain
PASSKEY_ORIGINS = list(_ENVIRONMENT.passkey_origins)
"""Where passkeys are made and used; a page at another address of the same site cannot."""
MFA_TOTP_ISSUER = "Liên Thông"
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "lienthong.portals.sign_in.social_adapter.SocialAdapter"
SOCIALACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "lienthong.core.accounts.adapters.vneid.VneidProvider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "vneid",
                "name": "VNeID",
                "client_id": _ENVIRONMENT.vneid_client_id,
                "secret": _ENVIRONMENT.vneid_client_secret,
                "settings": {
                    "server_url": _ENVIRONMENT.vneid_url,
                    "scope": ["openid", "profile", "phone", "address", "personal_id"],
                },
            }
        ],
    }
}

IDP_OIDC_ADAPTER = "lienthong.portals.sign_in.provider.ProviderAdapter"
IDP_OIDC_PRIVATE_KEYS = environment.signing_keys()
"""Keys that say to other applications who signed in; without one nobody signs in to them."""
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 3600
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 8 * 3600
IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 60
"""Seconds. Applications work no longer than a working day without asking again."""
