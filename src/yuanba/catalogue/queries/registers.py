"""Items drafted from the registers of patrols and of projects: counts by kind of point, never a point, a home
or who walked; projects and services by their titles, which name nobody."""

from datetime import date

from django.db.models import Count, Q, Sum

from yuanba.base import clock
from yuanba.base.masking import mask
from yuanba.catalogue.queries import sentences
from yuanba.catalogue.rules.figures import Drawn, Figure
from yuanba.patrols.models import Finding, Look
from yuanba.patrols.rules import KIND_WORDS, PointKind
from yuanba.people.queries import below
from yuanba.places.models import Place
from yuanba.projects.models import Contract, Project

MOST = 100


def patrols(place: Place, since: date, until: date) -> Drawn:
    """Three statements."""
    here = below([place.pk], "point__place__")
    within = {"day__gte": since, "day__lt": until}
    looks = Look.objects.filter(here, **within).order_by().values_list("point__kind")
    looked = dict(looks.annotate(n=Count("id")))
    fixed = Count("id", filter=Q(fixed_on__gte=since, fixed_on__lt=until))
    rows = Finding.objects.filter(here, **within).order_by().values_list("point__kind")
    found = {kind: (n, ok) for kind, n, ok in rows.annotate(n=Count("id"), ok=fixed)}
    left = Finding.objects.filter(here, fixed_on=None, day__lt=until).count()
    n = {
        "looked": sum(looked.values()),
        "found": sum(n for n, _ok in found.values()),
        "fixed": sum(ok for _n, ok in found.values()),
        "left": left,
    }
    kinds = [kind for kind in PointKind if kind in looked or kind in found]
    return Drawn(
        figures=[Figure("looked", n["looked"], "次")]
        + [Figure(key, n[key], "件") for key in ("found", "fixed", "left")],
        heads=["kind", "looks", "finds", "fixes"],
        rows=[[str(KIND_WORDS[k]), looked.get(k, 0), *found.get(k, (0, 0))] for k in kinds],
        words=sentences.patrols(sentences.span(since, until), n),
    )


def projects(place: Place, since: date, until: date) -> Drawn:
    """Three statements."""
    begin, end = sentences.moment(since), sentences.moment(until)
    new = Q(adopted_at__gte=begin, adopted_at__lt=end)
    over = Q(ended_at__gte=begin, ended_at__lt=end)
    mine = Project.objects.filter(new | over, need__place=place).select_related("need", "unit")
    bought = Contract.objects.filter(place=place, bought_at__gte=begin, bought_at__lt=end)
    told = bought.aggregate(n=Count("id"), fen=Sum("fen", default=0))
    going = list(mine.order_by("adopted_at", "pk"))
    lines = [
        [
            mask(p.need.title), mask(p.unit.name), str(clock.day_of(p.adopted_at)), "",
            mask(p.result),
        ]
        for p in going
    ] + [
        [mask(c.what), mask(c.provider.name), str(c.starts), f"{c.fen / 100:.2f}", ""]
        for c in bought.select_related("provider").order_by("bought_at", "pk")[:MOST]
    ]  # fmt: skip
    n = {
        "adopted": sum(begin <= p.adopted_at < end for p in going),
        "ended": sum(p.ended_at is not None and begin <= p.ended_at < end for p in going),
        "bought": told["n"],
    }
    return Drawn(
        figures=[*(Figure(key, n[key], "项") for key in n), Figure("paid", told["fen"], "元")],
        heads=["title", "unit", "day", "cost", "result"],
        rows=lines[:MOST],
        cut=max(0, len(going) + told["n"] - MOST),
        words=sentences.projects(sentences.span(since, until), n, told["fen"]),
    )
