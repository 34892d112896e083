"""旧账: which tables were brought, whether the ledger has them to the last point, and the way back out."""

from io import BytesIO
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from yuanba.base.pages import answer
from yuanba.base.tables_out import write_xlsx
from yuanba.base.text import _
from yuanba.matters.pages.posts import Here, desk
from yuanba.points import acts
from yuanba.points.pages import common
from yuanba.points.queries import opening as queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk
@require_safe
def openings(request: HttpRequest, here: Here) -> HttpResponse:
    """对账: each table, its own sum, and what the ledger holds of it."""
    village, choose = common.my_village(request, here, "points.see")
    context = {
        "village": village,
        "choose": choose,
        "tables": queries.reconciled(village.pk),
        "may": {
            act: common.may(here, act, village.reach)
            for act in ("import_opening", "export_balances")
        },
    }
    return answer(request, "points/openings.html", context)


@desk
@require_POST
def balances(request: HttpRequest, here: Here) -> HttpResponse:
    """导出各户积分: a post, because it leaves a record; in the columns in which points come in."""
    village, _choose = common.my_village(request, here, "points.export_balances")
    acts.export_balances(actor=here.person, place_id=village.pk, now=here.now)
    out = BytesIO()
    rows = queries.balances(village.pk)
    write_xlsx(out, [str(words) for words in queries.HEADER], rows, sheet=str(_("积分")))
    name = quote(f"{village.name}-{_('积分')}-{here.now:%Y%m%d}.xlsx")
    given = HttpResponse(out.getvalue(), content_type=XLSX)
    given["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    given["Cache-Control"] = "no-store"
    return given
