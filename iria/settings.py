"""Settings out of the environment; docs/deploy.md lists them all.

An https SITE_URL makes an installation a production one: then a missing setting is refused by
name. Anything else is local: state under var/, generated keys, nothing beyond loopback.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE
from environs import Env

from iria.cacheproxies import addresses
from iria.local import LocalKeys, production_or_loopback, required
from iria.storing import hosts, storages

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = Env()

SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
PRODUCTION = SITE_URL.lower().startswith("https://")
DEBUG = env.bool("DEBUG", False)
production_or_loopback(env, production=PRODUCTION, debug=DEBUG)
_local = LocalKeys(VAR_DIR)
SECRET_KEY = required(env, "SECRET_KEY") if PRODUCTION else _local.key("secret")
ADDRESS_KEY = required(env, "ADDRESS_KEY") if PRODUCTION else _local.key("address")
ALLOWED_HOSTS = (
    env.list("ALLOWED_HOSTS", [])
    or ([] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"])
) or required(env, "ALLOWED_HOSTS").split(",")
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", [])

INSTALLED_APPS = [
    "iria",
    "articles",
    "newsletter",
    "iria.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "taggit",
    "js_asset",
    "django_prose_editor",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "iria.proxies.real_address",
    "iria.refusals.refuse_nul",
    "iria.oldaddresses.redirect_missing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "iria.institute.time_and_language",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "iria.urls"
WSGI_APPLICATION = "iria.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# Widgets of ours have their templates beside the others.
FORM_RENDERER = "iria.renderers.KeptFields"

if PRODUCTION:
    required(env, "DATABASE_URL")
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, since the site that journeys visit has threads and connections of its own.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    # A reader waits for no writer (WAL); a writer takes its lock at once rather than half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
        ),
    }

CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}
# Pages that are kept for readers: MB in each process, and the file by which the processes of one
# machine tell each other of commits.
PAGES_MEMORY = env.int("PAGES_MEMORY", 64)
PAGES_SIGNAL = env.path("PAGES_SIGNAL", VAR_DIR / "pages.signal")
# Cache proxies in front, which are told what each commit changed.
CACHE_PROXIES = addresses(env)

AUTH_USER_MODEL = "iria.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "iria.rights.RightsBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Ten wrong passwords for one name from one network lock that pair for half an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "iria.proxies.address_of"
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"
AXES_USERNAME_CALLABLE = "iria.proxies.login_name"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
# Dates as the institute writes them: 25 November 2026, 16:40.
FORMAT_MODULE_PATH = "iria.formats"
# Languages that an article may be written in; the interface has its own translations.
TEXT_LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("mn", "Монгол"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("zh-hans", "简体中文"),
]

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
STORAGES = storages(env, MEDIA_ROOT, MEDIA_URL) | {
    "staticfiles": {"BACKEND": "iria.staticfiles.HashedFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_FROM_EMAIL = (
    required(env, "DEFAULT_FROM_EMAIL")
    if PRODUCTION
    else env.str("DEFAULT_FROM_EMAIL", "IRIA <news@localhost>")
)
_mail = env.dj_email_url("EMAIL_URL", f"file://{VAR_DIR / 'mail'}")
if PRODUCTION:
    required(env, "EMAIL_URL")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
# The parser drops the first slash.
EMAIL_FILE_PATH = str(Path("/", _mail["EMAIL_FILE_PATH"])) if _mail["EMAIL_FILE_PATH"] else None
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail["EMAIL_USE_SSL"], _mail["EMAIL_USE_TLS"]

# What the worker does, in this order: functions that take the most rows of a step and tell how
# many they took.
CHORES = [
    "newsletter.subscribing.run_due",
    "iria.letters.run_due",
    "newsletter.following.run_due",
    "newsletter.delivery.run_due",
    "articles.images.rendering.run_due",
    "iria.letters.forget_old",
    "articles.comments.moderation.forget_networks",
    "articles.comments.moderation.remove_deleted",
    "articles.writing.binning.remove_due",
    "articles.writing.takedown.remove_left",
    "articles.writing.keeping.forget_old",
    "articles.finding.missing.forget_old",
    "newsletter.subscribing.forget_unconfirmed",
    "newsletter.importing.keeping.forget_old",
    "articles.writing.previews.forget_ended",
    "articles.reading.readership.fold_old",
]

# No inline script or style anywhere; a nonce exists only where an admin page asks for one
# (the editor's import map).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", NONCE],
        "img-src": ["'self'", "data:", *hosts(env)],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "articles.reading.errors.form_expired"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {"axes": {"level": "WARNING"}, "PIL": {"level": "INFO"}},
}
TAGGIT_CASE_INSENSITIVE = True
SILENCED_SYSTEM_CHECKS = []
