from django.urls import path

from yuanba.exchange import pages

app_name = "exchange"
urlpatterns = [
    path("desk/register/export", pages.register, name="register"),
    path("desk/register/print", pages.register_print, name="register_print"),
    path("desk/import", pages.imports, name="imports"),
    path("desk/import/<slug:token>", pages.confirm, name="confirm"),
]
