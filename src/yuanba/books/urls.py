from django.urls import path

from yuanba.books import pages

app_name = "books"
urlpatterns = [
    path("desk/books/", pages.books, name="books"),
    path("desk/books/<int:book_id>/", pages.book, name="book"),
    path("desk/books/<int:book_id>/check", pages.check, name="check"),
    path("desk/books/<int:book_id>/file/<slug:form>", pages.file, name="file"),
]
