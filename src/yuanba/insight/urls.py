from django.urls import path

from yuanba.insight import burden_pages, pages, record_page

app_name = "insight"
urlpatterns = [
    path("burden/", burden_pages.page, name="burden"),
    path("figures/", pages.home, name="home"),
    path("figures/<int:place_id>/", pages.figures, name="figures"),
    path("figures/<int:place_id>/table.csv", pages.table, name="table"),
    path("figures/<int:place_id>/sample", pages.sample, name="sample"),
    path("desk/record", record_page.page, name="record"),
    path("desk/figures", pages.below, name="below"),
]
