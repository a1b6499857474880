"""Settings, all from the environment and safe by default. docs/operations.md lists them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from environs import Env

from project import environment

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / ".data").absolute()
DEBUG = env.bool("DEBUG", False)
#: On one's own machine: a generated secret key, and http without TLS. `make run` sets it.
LOCAL = env.bool("LOCAL", DEBUG)
SECRET_KEY = environment.secret_key(env, DATA_DIR, local=LOCAL)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
#: Where people reach the site, without a slash at the end: what links in mails begin with.
PUBLIC_URL = (
    env.str("PUBLIC_URL", "") or f"http://127.0.0.1:{env.str('PORT', '') or 8765}"
).rstrip("/")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else env.int("HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", True)
#: Whether a proxy stands in front that always sets X-Forwarded-Proto and X-Forwarded-For.
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_filters",
    "django_htmx",
    "django_vite",
    "drf_spectacular",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "rest_framework",
    "project.embedded_postgres",
    "project.serving",
    "project.people",
    "sources",
    "annotations",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "project.refusing.refuse_unreadable",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "project.people.accounts.middleware.LanguageMiddleware",
    "project.people.accounts.middleware.in_their_time_zone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A room keeps its templates beside its code.
        "DIRS": [
            BASE_DIR / "project" / "templates",
            *sorted(BASE_DIR.glob("project/*/templates")),
            *sorted(BASE_DIR.glob("project/people/*/templates")),
            *sorted(BASE_DIR.glob("sources/*/templates")),
            *sorted(BASE_DIR.glob("annotations/*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "project.people.accounts.context.sign_up_open",
            ]
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database(env, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
# E-mail addresses are unique whatever their case, by a constraint that this check overlooks.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
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
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = "project.people.accounts.sessions"

#: Whether strangers can make themselves an account; `create_user` always can.
SIGN_UP = env.bool("SIGN_UP", True)

# Five wrong passwords for one address from one place, then a quarter of an hour's wait.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "project.people.accounts.throttling.locked_out"
AXES_USERNAME_CALLABLE = "project.people.accounts.throttling.same_name"
AXES_USERNAME_FORM_FIELD = "username"
AXES_CLIENT_IP_CALLABLE = "project.people.accounts.throttling.client_address"
# What was typed is nobody's business, and nor is who signed in when.
AXES_SENSITIVE_PARAMETERS = [
    *("username", "email", "old_password", "new_password1", "new_password2"),
    "csrfmiddlewaretoken",
]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

#: In the database, so that all processes count together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

globals().update(environment.mail(env))

LANGUAGE_CODE = "en"
#: Of the interface, each by its own name; docs/decisions/0051-languages.md.
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
DJANGO_VITE = {
    "default": {"manifest_path": BASE_DIR / "frontend" / "dist" / ".vite" / "manifest.json"}
}
MEDIA_ROOT = DATA_DIR / "files"

#: The largest file an import takes, in bytes.
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", 20 * 1024 * 1024)
#: What a child that reads a file may take: seconds of the processor, its heap, what it writes.
IMPORT_SECONDS = env.int("IMPORT_SECONDS", 120)
IMPORT_MEMORY_MB = env.int("IMPORT_MEMORY_MB", 1024)
IMPORT_OUTPUT_MB = env.int("IMPORT_OUTPUT_MB", 512)
#: What one file may have: pages, levels of nesting, and what it may unpack to.
IMPORT_MAX_PAGES = env.int("IMPORT_MAX_PAGES", 5_000)
IMPORT_MAX_DEPTH = env.int("IMPORT_MAX_DEPTH", 200)
IMPORT_UNPACKED_MB = env.int("IMPORT_UNPACKED_MB", 200)
#: What one batch may have: files, and bytes of them all.
IMPORT_MAX_FILES = env.int("IMPORT_MAX_FILES", 2_000)
IMPORT_BATCH_MB = env.int("IMPORT_BATCH_MB", 200)
DATA_UPLOAD_MAX_NUMBER_FILES = IMPORT_MAX_FILES + 10
DATA_UPLOAD_MAX_MEMORY_SIZE = IMPORT_MAX_BYTES + 1024 * 1024
#: Pasted references are ticked one by one, up to two thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000

#: Scripts, styles and fonts are our own files: nothing leaves the reader's browser, and a
#: script that slipped through sanitising would not run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

#: Passages are placed in a version as it is saved while this many characters have to be read for
#: it, old and new ones and 50 for each passage; beyond that as a job.
PLACING_AT_ONCE = env.int("PLACING_AT_ONCE", 8_000_000)

#: The longest text in which `/api/v1/tools/selectors` looks for a place, in characters, and how
#: often one person may ask.
SELECTORS_MAX_CHARACTERS = env.int("SELECTORS_MAX_CHARACTERS", 2_000_000)
SELECTORS_RATE = env.str("SELECTORS_RATE", "600/minute")

#: How long the owners of a deleted workspace can bring it back.
WORKSPACE_GRACE_DAYS = env.int("WORKSPACE_GRACE_DAYS", 30)

#: Where the worker finds its jobs.
PROCRASTINATE_IMPORT_PATHS = [
    "annotations.bundles.jobs",
    "annotations.notices.jobs",
    "annotations.placements.jobs",
    "project.jobs",
    "project.people.accounts.jobs",
    "project.people.workspaces.jobs",
    "sources.importing.jobs",
]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "project.people.accounts.tokens.AccessTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["project.people.parsing.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "project.people.paging.UidCursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "project.api.problem",
    "PAGE_SIZE": 50,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Testimonia",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "project.api_schema.describe_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "CertaintyEnum": "annotations.claims.models.Claim.Certainty",
        "DerivationCertaintyEnum": "sources.records.models.Derivation.Certainty",
        "NoticeKindEnum": "annotations.notices.models.Notice.Kind",
        "OriginalityEnum": "sources.records.models.Source.Originality",
        "TextKindEnum": "sources.texts.models.Text.Kind",
    },
    "SCHEMA_PATH_PREFIX": r"/api/v1(/workspaces/\{workspace_uid\}(?=/))?",
}
