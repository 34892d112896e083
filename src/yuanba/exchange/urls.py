from django.urls import path

from yuanba.exchange.pages import exports, imports, register

app_name = "exchange"
urlpatterns = [
    path("desk/register/export", register.register, name="register"),
    path("desk/register/print", register.register_print, name="register_print"),
    path("desk/exports", exports.exports, name="exports"),
    path("desk/exports/contacts", exports.ask, name="ask"),
    path("desk/exports/<int:table_id>/file", exports.fetch, name="fetch"),
    path("desk/exports/<int:table_id>/decide", exports.decide, name="decide"),
    path("desk/hotline", exports.hotline, name="hotline"),
    path("desk/hotline/<int:table_id>", exports.receipt, name="receipt"),
    path("desk/import", imports.imports, name="imports"),
    path("desk/import/<int:table_id>", imports.table, name="table"),
    path("desk/import/<int:table_id>/back", imports.back, name="back"),
]
