from django.urls import path

from yuanba.admissions import pages, pages_open

app_name = "admissions"
urlpatterns = [
    path("c/<int:place_id>/tasks", pages_open.tasks, name="open"),
    path("c/<int:place_id>/tasks/table.xlsx", pages_open.workbook, name="workbook"),
    path("desk/tasks/", pages.board, name="board"),
    path("desk/tasks/new/", pages.new, name="new"),
    path("desk/tasks/figures/", pages.figures, name="figures"),
    path("desk/tasks/rule/", pages.set_rule, name="rule"),
    path("desk/tasks/<int:task_id>/", pages.task, name="task"),
    path("desk/tasks/parts/<int:share_id>/", pages.share, name="share"),
]
