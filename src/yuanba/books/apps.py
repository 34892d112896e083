from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "yuanba.books"
    label = "books"
