"""The peer of `intake`: a bare Django view that writes the same rows. No rules, no middleware."""

import json
import os

from django.conf import settings

from yuanba.base.database import from_url

settings.configure(
    DATABASES={"default": from_url(os.environ["DATABASE_URL"])},
    ROOT_URLCONF="bench._bare",
    SECRET_KEY="bare",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
import django  # noqa: E402

django.setup()
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402

from bench._rows import write  # noqa: E402


def tell(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(status=404)
    said = json.loads(request.body)
    with transaction.atomic(), connection.cursor() as cursor:
        number = write(cursor.execute, cursor.fetchone, said["place_id"], said["text"])
    return JsonResponse({"number": number}, status=201)


urlpatterns = [path("api/matters", tell)]
application = get_wsgi_application()
