from django.urls import path

from yuanba.duties import pages

app_name = "duties"
urlpatterns = [
    path("desk/categories/", pages.categories, name="categories"),
    path("desk/categories/<slug:code>/", pages.category, name="category"),
]
