"""Addresses of `books`."""

from .kinds import GET, POST, Address, at, own

PAGES: dict[str, Address] = {
    "desk/books/": own("books.see", "supervisor"),
    "desk/books/<int:book_id>/": at("books.see", "village", ("supervisor",), GET),
    "desk/books/<int:book_id>/check": at("books.check", "village", ask=POST),
    "desk/books/<int:book_id>/file/<slug:form>": at("books.see", "village", ask=GET),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/books/": own("books.see"),
    "GET /api/books/{book_id}": at("books.see", "village"),
    "POST /api/books/{book_id}/check": at("books.check", "village"),
}
