"""Django settings of every kind of process; the environment says which one this is.

``MOTCUA_ROLE`` is ``node`` (a province, ministry or commune) or ``hub`` (the national side):
same apps, same migrations, another URLconf and database.
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from motcua import env
from motcua.paths import ROOT

TESTING = "PYTEST_VERSION" in os.environ and "MOTCUA_BUILT_STATIC" not in os.environ
ROLE = env.text("MOTCUA_ROLE", "node")
DEMO = env.flag("MOTCUA_DEMO", default=TESTING)
MOTCUA_HOME = Path(env.text("MOTCUA_HOME", str(ROOT / ".motcua")))
PUBLIC_URL = env.text("MOTCUA_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

DEBUG = False
DEMO_SECRET = "demo-only-" + "0" * 40
SECRET_KEY = env.text("MOTCUA_SECRET_KEY", DEMO_SECRET)
if SECRET_KEY == DEMO_SECRET and not DEMO:
    raise env.BadSetting("MOTCUA_SECRET_KEY is not set; a start that is no demo needs its own")
ALLOWED_HOSTS = env.words("MOTCUA_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "motcua.agencies",
    "motcua.exchange",
    "motcua.accounts",
    "motcua.catalogue",
    "motcua.papers",
    "motcua.registries",
    "motcua.payments",
    "motcua.notices",
    "motcua.counter",
    "motcua.dossiers",
    "motcua.corrections",
    "motcua.complaints",
    "motcua.filing",
    "motcua.pages",
    "motcua.portal",
    "motcua.desk",
    "motcua.hub",
]

MIDDLEWARE = [
    "motcua.operations.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.pages.language.VietnameseFirst",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = f"motcua.urls_{ROLE}"
WSGI_APPLICATION = "motcua.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": {
        **env.database("DATABASE_URL", f"postgresql://motcua_app@127.0.0.1:5432/motcua_{ROLE}"),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": (
                {"min_size": 1, "max_size": env.number("MOTCUA_DB_POOL", 8), "timeout": 10}
                if env.flag("MOTCUA_DB_POOLED", default=not TESTING)
                else False
            ),
            # statements sent often are planned once by the server
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["motcua.pages.templatetags.words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.pages.context.every_page",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "motcua" / "pages" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_MAX_AGE = 3600

# Sessions are rows, so that an administrator can end them. Cookies ignore ports: node and hub
# on one machine need different names.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"motcua_{ROLE}_session"
CSRF_COOKIE_NAME = f"motcua_{ROLE}_csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
LANGUAGE_COOKIE_NAME = f"motcua_{ROLE}_lang"
SECURE_COOKIES = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_COOKIES else 0
CSRF_FAILURE_VIEW = "motcua.pages.errors.stale_form"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
LOGIN_URL = "/desk/sign-in/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# The state's other systems. The defaults are the sandbox of `make demo`.
SANDBOX_URL = env.text("MOTCUA_SANDBOX_URL", "http://127.0.0.1:8002").rstrip("/")
HUB_URL = env.text("MOTCUA_HUB_URL", "http://127.0.0.1:8001").rstrip("/")
# off, the hub behaves as the plain national portal: no sequence, no digest, no parity
HUB_EXTENSION = env.flag("MOTCUA_HUB_EXTENSION", default=True)
# Where people file: on the national portal, whose pages the hub then shows, or at their node.
NATIONAL_FILING = env.flag("MOTCUA_NATIONAL_FILING", default=True)
PORTAL_AGENCY = env.text("MOTCUA_PORTAL_AGENCY", "G22.99")  # as in codes that were seen
# the hub's: where each province or ministry has its own portal, e.g. H44=http://127.0.0.1:8000
NODES = dict(one.split("=", 1) for one in env.words("MOTCUA_NODES"))
SYSTEMS = {
    "oidc": {
        "url": env.text("OIDC_ISSUER", f"{SANDBOX_URL}/oidc"),
        "client_id": env.text("OIDC_CLIENT_ID", "motcua"),
        "secret": env.text("OIDC_CLIENT_SECRET", "demo-oidc-secret"),
    },
    "population": {
        "url": env.text("POPULATION_URL", f"{SANDBOX_URL}/dancu"),
        "username": env.text("POPULATION_USERNAME", "motcua"),
        "secret": env.text("POPULATION_SECRET", "demo-dancu-secret"),
    },
    "civil_status": {
        "url": env.text("CIVIL_STATUS_URL", f"{SANDBOX_URL}/hotich"),
        "client_id": env.text("CIVIL_STATUS_CLIENT_ID", "motcua"),
        "secret": env.text("CIVIL_STATUS_SECRET", "demo-hotich-secret"),
    },
    "business_register": {
        "url": env.text("BUSINESS_REGISTER_URL", f"{SANDBOX_URL}/doanhnghiep"),
        "client_id": env.text("BUSINESS_REGISTER_CLIENT_ID", "motcua"),
        "secret": env.text("BUSINESS_REGISTER_SECRET", "demo-doanhnghiep-secret"),
    },
    "birth_notice": {"url": env.text("BIRTH_NOTICE_URL", f"{SANDBOX_URL}/chungsinh")},
    "payment": {
        "url": env.text("PAYMENT_URL", f"{SANDBOX_URL}/thanhtoan"),
        "partner": env.text("PAYMENT_PARTNER", "MOTCUA"),
        "secret": env.text("PAYMENT_SECRET", "demo-thanhtoan-secret"),
    },
    "timestamp": {"url": env.text("TSA_URL", f"{SANDBOX_URL}/tsa")},
    "sms": {
        "url": env.text("SMS_URL", f"{SANDBOX_URL}/sms"),
        "username": env.text("SMS_USERNAME", "motcua"),
        "secret": env.text("SMS_SECRET", "demo-sms-secret"),
        "brand": env.text("SMS_BRAND", "DVC PHUTHO"),
    },
    "mail": {
        "url": env.text("MAIL_URL", f"{SANDBOX_URL}/mail"),
        "secret": env.text("MAIL_SECRET", "demo-mail-secret"),
        "sender": env.text("MAIL_SENDER", "Cổng dịch vụ công <khong-tra-loi@dvc.example.vn>"),
    },
    "remote_signing": {
        "url": env.text("REMOTE_SIGNING_URL", f"{SANDBOX_URL}/kyso/csc/v2"),
        "client_id": env.text("REMOTE_SIGNING_CLIENT_ID", "motcua"),
        "secret": env.text("REMOTE_SIGNING_SECRET", "demo-kyso-secret"),
    },
    "mobile_signing": {
        "url": env.text("MOBILE_SIGNING_URL", f"{SANDBOX_URL}/simca"),
        "client_id": env.text("MOBILE_SIGNING_CLIENT_ID", "motcua"),
        "secret": env.text("MOBILE_SIGNING_SECRET", "demo-simca-secret"),
    },
    "national": {
        "url": env.text("NATIONAL_URL", f"{HUB_URL}/ndxp"),
        "username": env.text("NATIONAL_USERNAME", "H44"),
        "secret": env.text("NATIONAL_SECRET", "demo-national-secret"),
        "agency": env.text("NATIONAL_AGENCY", "H44"),
        "extension": env.text("MOTCUA_NATIONAL_EXTENSION", "motcua-1" if DEMO else ""),
    },
}

# keys on a token or HSM at the worker's machine, docs/how-to/sign-with-a-token-or-a-telephone.md
PKCS11_MODULE = env.text("PKCS11_MODULE", "")
PKCS11_PIN = env.text("PKCS11_PIN", "")
# where `motcua token-agent` listens in an official's own computer, for their browser alone
TOKEN_AGENT_URL = env.text("TOKEN_AGENT_URL", "http://127.0.0.1:8917").rstrip("/")


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # a POST that ends in a redirect to sign-in or payment must name their origins
        "form-action": [SELF, _origin(SYSTEMS["oidc"]["url"]), _origin(SYSTEMS["payment"]["url"])],
        "report-uri": ["/csp-report/"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "motcua.operations.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "motcua.operations.logs.JsonFormatter"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}
    },
    "root": {"handlers": ["out"], "level": env.text("MOTCUA_LOG_LEVEL", "INFO")},
    "loggers": {
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "pyhanko": {"level": "ERROR"},  # warnings carry tracebacks with signers' names
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
