"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from yuanba.api import addresses, report

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/matters", report),
    path("api/", addresses),
    path("", include("yuanba.councils.urls")),  # early: a whole hall opens its ballots at once
    path("", include("yuanba.base.urls")),
    path("", include("yuanba.people.urls")),
    path("", include("yuanba.duties.urls")),
    path("", include("yuanba.books.urls")),
    path("", include("yuanba.lists.urls")),
    path("", include("yuanba.notices.urls")),
    path("", include("yuanba.disclosure.urls")),
    path("", include("yuanba.catalogue.urls")),
    path("", include("yuanba.charters.urls")),
    path("", include("yuanba.supervision.urls")),
    path("", include("yuanba.rights.urls")),
    path("", include("yuanba.insight.urls")),
    path("", include("yuanba.exchange.urls")),
    path("", include("yuanba.places.urls")),
    path("", include("yuanba.service.urls")),
    path("", include("yuanba.problems.urls")),
    path("", include("yuanba.patrols.urls")),
    path("", include("yuanba.lanes.urls")),
    path("", include("yuanba.grids.urls")),
    path("", include("yuanba.maps.urls")),
    path("", include("yuanba.admissions.urls")),
    path("", include("yuanba.proofs.urls")),
    path("", include("yuanba.projects.urls")),
    path("", include("yuanba.neighbours.urls")),
    path("", include("yuanba.points.urls")),
    path("", include("yuanba.honours.urls")),
    path("", include("yuanba.matters.urls_resident")),
    path("desk/", include("yuanba.matters.urls_desk")),
    path("", include("yuanba.web.urls")),
    path("desk/", include("yuanba.web.urls_desk")),
]

handler403 = "yuanba.base.faults.denied"
handler404 = "yuanba.base.faults.missing"
handler500 = "yuanba.base.faults.broken"
