"""Settings, all from the environment, each with a safe default. `yuanba doctor` checks them."""

import os
import secrets
from pathlib import Path
from typing import Any

from yuanba import __version__
from yuanba.base.database import from_url, sqlite

SOURCE = Path(__file__).resolve().parent


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number. Raises ValueError that names the setting (cli/begin.py says it in words)."""
    said = os.environ.get(name, "").strip() or str(default)
    if not said.isdecimal():
        raise ValueError(f"{name} 要写一个整数，现在是“{said}”。")
    return int(said)


def log_level() -> str:
    """Raises ValueError that names the setting."""
    said = os.environ.get("YUANBA_LOG", "WARNING").upper()
    if said not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ValueError(
            f"YUANBA_LOG 只能是 DEBUG、INFO、WARNING、ERROR、CRITICAL，现在是“{said}”。"
        )
    return said


HOME = Path(
    os.environ.get("YUANBA_HOME")
    or Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "yuanba"
)


def kept_secret() -> str:
    """The server's own secret: made once, kept in a file that only its user reads."""
    file = HOME / "secret"
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of ours was quicker
            return file.read_text().strip()
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
        return file.read_text().strip()


def old_secrets() -> list[str]:
    """The secrets from before: YUANBA_OLD_SECRET_KEYS, parted by commas; HOME/secret.old, one a line."""
    said = os.environ.get("YUANBA_OLD_SECRET_KEYS", "").split(",")
    file = HOME / "secret.old"
    if file.exists():
        said += file.read_text().splitlines()[::-1]
    return [secret.strip() for secret in said if secret.strip()]


VERSION = __version__
SECRET_KEY = os.environ.get("YUANBA_SECRET_KEY") or kept_secret()
# Earlier secrets: what they sealed and signed is still understood (yuanba reseal).
SECRET_KEY_FALLBACKS = old_secrets()
DEBUG = flag("YUANBA_DEBUG")
DEMO = flag(
    "YUANBA_DEMO"
)  # one-click sign-in and the outbox page; `doctor` refuses it on a real site
ALLOWED_HOSTS = os.environ.get("YUANBA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("YUANBA_ORIGINS", "").split(",") if o]

ROOT_URLCONF = "yuanba.urls"
WSGI_APPLICATION = "yuanba.wsgi.application"
WIRING = "yuanba.wiring"
# The community in whose record stands what happens at a place: its village, else its county.
COMMUNITY = "SELECT COALESCE(village_id, county_id) FROM places_place WHERE id = %s"
DOOR = "yuanba.people.door"  # who stands at the door, for contexts below people
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "yuanba.base",
    "yuanba.places",
    "yuanba.people",
    "yuanba.duties",
    "yuanba.books",
    "yuanba.lists",
    "yuanba.triage",
    "yuanba.matters",
    "yuanba.service",
    "yuanba.problems",
    "yuanba.patrols",
    "yuanba.councils",
    "yuanba.lanes",
    "yuanba.grids",
    "yuanba.maps",
    "yuanba.admissions",
    "yuanba.proofs",
    "yuanba.projects",
    "yuanba.neighbours",
    "yuanba.points",
    "yuanba.honours",
    "yuanba.notices",
    "yuanba.disclosure",
    "yuanba.catalogue",
    "yuanba.charters",
    "yuanba.supervision",
    "yuanba.rights",
    "yuanba.exchange",
    "yuanba.insight",
    "yuanba.web",
]
MIDDLEWARE = [
    "yuanba.base.middleware.SafeHeaders",
    "yuanba.base.middleware.NoNul",
    "yuanba.base.middleware.Cookieless",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yuanba.base.middleware.NotSaved",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yuanba.base.language.LookMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yuanba.base.middleware.Once",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
# base.middleware.SafeHeaders sends what these two of Django's would, on every answer.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "yuanba.base.context.look",
                "yuanba.web.context.house",
            ],
            "builtins": ["django.templatetags.i18n", "yuanba.base.templatetags.yuanba"],
        },
    }
]

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": from_url(DATABASE_URL) if DATABASE_URL else sqlite(HOME / "yuanba.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "web:home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone")},
    },
    {"NAME": "yuanba.people.passwords.Monotonous"},
]

# Staff sign in with a second factor: required, or off (for a demo; `doctor` warns elsewhere).
STAFF_TOTP = os.environ.get("YUANBA_STAFF_TOTP", "off" if DEMO else "required") != "off"
# How long a session lasts without a page, and altogether (trust.md rule 13; domain.md 8.1 says
# 15 to 30 minutes for staff). A resident's own telephone remembers him longer.
STAFF_IDLE_MINUTES = number("YUANBA_STAFF_IDLE_MINUTES", 30)
STAFF_HOURS = number("YUANBA_STAFF_HOURS", 12)
RESIDENT_IDLE_HOURS = number("YUANBA_RESIDENT_IDLE_HOURS", 168)
RESIDENT_HOURS = number("YUANBA_RESIDENT_HOURS", 720)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "photos"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or flag("YUANBA_TESTING")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or flag("YUANBA_TESTING")

# Behind TLS (the normal case) cookies are Secure and carry the __Host- prefix; a demo or a village
# computer on loopback says YUANBA_TLS=0.
TLS = flag("YUANBA_TLS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("YUANBA_PROXY") else None
SESSION_COOKIE_NAME = "__Host-yuanba" if TLS else "yuanba"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 24 * 3600  # a stranger's; people.door says how long a signed-in one lasts
SESSION_ENGINE = "yuanba.people.sessions"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "yuanba.base.faults.csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": log_level()},
}

SMS_GATEWAY = os.environ.get("YUANBA_SMS_GATEWAY", "yuanba.notices.gateways.Outbox")
SMS_URL = os.environ.get("YUANBA_SMS_URL", "")  # where yuanba.notices.gateways.Webhook posts
SMS_TOKEN = os.environ.get("YUANBA_SMS_TOKEN", "")
SMS_PRIVATE = flag("YUANBA_SMS_PRIVATE")  # the gateway stands in our own network
# The house that cosigns our heads (docs/record.md): where it is asked, as c2sp.org/tlog-witness words it;
# and the name by which this house cosigns the heads of others.
WITNESS_URL = os.environ.get("YUANBA_WITNESS_URL", "").rstrip("/")
WITNESS_PRIVATE = flag("YUANBA_WITNESS_PRIVATE")  # it stands in our own network
WITNESS_NAME = os.environ.get("YUANBA_WITNESS_NAME", "")
HELP_PHONE = os.environ.get("YUANBA_HELP_PHONE", "")  # shown where no place has its own number
PUBLIC_URL = os.environ.get("YUANBA_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
# Tiles under the one map a position is picked on: none is needed. `gcj02` where a Chinese service draws them.
MAP_TILES = os.environ.get("YUANBA_MAP_TILES", "")  # https://tiles.example/{z}/{x}/{y}.png
MAP_TILES_DATUM = os.environ.get("YUANBA_MAP_TILES_DATUM", "wgs84")
MAP_CREDIT = os.environ.get("YUANBA_MAP_CREDIT", "")  # as whoever made the tiles asks for it
# "Open in a map app": an address with {lat}, {lng} (GCJ-02) and {name}; empty: no such link.
MAP_APP = os.environ.get(
    "YUANBA_MAP_APP", "https://uri.amap.com/marker?position={lng},{lat}&name={name}"
)
FOUNDED = os.environ.get("YUANBA_FOUNDED", "2000-01-01")  # no matter can have happened before this
