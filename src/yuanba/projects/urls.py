from django.urls import path

from yuanba.projects import pages, pages_bought, pages_open

app_name = "projects"
urlpatterns = [
    path("c/<int:place_id>/projects", pages_open.projects, name="open"),
    path("desk/projects/", pages.board, name="board"),
    path("desk/projects/needs/new/", pages.raise_need, name="raise_need"),
    path("desk/projects/needs/<int:need_id>/", pages.need, name="need"),
    path("desk/projects/resources/new/", pages.offer, name="offer"),
    path("desk/projects/resources/<int:resource_id>/back/", pages.take_back, name="take_back"),
    path("desk/projects/<int:project_id>/", pages.project, name="project"),
    path("desk/projects/bought/", pages_bought.contracts, name="contracts"),
    path("desk/projects/bought/new/", pages_bought.buy, name="buy"),
    path("desk/projects/bought/<int:contract_id>/", pages_bought.contract, name="contract"),
    path("desk/projects/associations/", pages_bought.associations, name="associations"),
]
