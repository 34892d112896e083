from django.urls import path

from yuanba.problems.pages import board, problem, programme

app_name = "problems"
urlpatterns = [
    path("desk/problems/", board.board, name="board"),
    path("desk/problems/months", board.months, name="months"),
    path("desk/problems/<int:problem_id>/", problem.problem, name="problem"),
    path("desk/problems/<int:problem_id>/join", problem.join, name="join"),
    path("desk/problems/<int:problem_id>/begin", programme.begin, name="begin"),
    path("desk/problems/<int:problem_id>/finish", programme.finish, name="finish"),
    path("desk/problems/<int:problem_id>/steps/<int:step_id>", programme.advance, name="advance"),
    path("desk/problems/<int:problem_id>/out/<int:matter_id>", problem.take_out, name="take_out"),
    *(
        path(f"desk/problems/<int:problem_id>/{slug}", problem.small, {"slug": slug}, name=slug)
        for slug in problem.SMALL
    ),
]
