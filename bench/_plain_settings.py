"""Yuanba's database and tables under the middleware that `startproject` writes."""

from yuanba.settings import *  # noqa: F403  all of them, but for what follows

ROOT_URLCONF = "bench._plain"
WSGI_APPLICATION = "bench._plain_wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
