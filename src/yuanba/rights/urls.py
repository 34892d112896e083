from django.urls import path

from yuanba.rights.pages import desk, mine, open

app_name = "rights"
urlpatterns = [
    path("privacy", open.privacy, name="privacy"),
    path("me/data", mine.me, name="me"),
    path("me/data/withdraw", mine.withdraw, name="withdraw"),
    path("me/data/file", mine.export, name="export"),
    path("f/<str:token>/data", mine.one, name="one"),
    path("f/<str:token>/data/erase", mine.erase, name="erase"),
    path("f/<str:token>/data/disown", mine.disown, name="disown"),
    path("not-me", mine.disowned, name="disowned"),
    path("f/<str:token>/data/file", mine.one_export, name="one_export"),
    path("desk/keeping", desk.keeping, name="keeping"),
    path("desk/keeping/batch/<int:batch_id>/<slug:slug>", desk.batch, name="batch"),
    path("desk/keeping/wish/<int:wish_id>/<slug:slug>", desk.wish, name="wish"),
    path("desk/keeping/period/<slug:kind>", desk.period, name="period"),
]
