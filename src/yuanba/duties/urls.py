from django.urls import path

from yuanba.duties import pages, pages_lanes, pages_lists

app_name = "duties"
urlpatterns = [
    path("desk/categories/", pages.categories, name="categories"),
    path("desk/categories/<slug:code>/", pages.category, name="category"),
    path("desk/lists/", pages_lists.lists, name="lists"),
    path("desk/lists/<slug:kind>/new/", pages_lists.new_item, name="new_item"),
    path("desk/lists/item/<int:item_id>/", pages_lists.item, name="item"),
    path("desk/lane-names/", pages_lanes.names, name="lanes"),
]
