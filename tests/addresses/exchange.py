"""Addresses of `exchange`."""

from .kinds import GET, POST, SEES, Address, at, mine, own

PAGES: dict[str, Address] = {
    "desk/register/export": own(SEES, "worker", "handler"),
    "desk/register/print": own(SEES, "worker"),
    "desk/import": own(
        "exchange.bring_table", "admin", "county", "security", "worker", ask=("GET", "POST")
    ),
    # of matters; a list asks for the right of its rows (exchange/tests/test_rolls.py)
    "desk/import/<int:table_id>": at("exchange.import_matters", "village"),
    "desk/import/<int:table_id>/back": at("exchange.import_matters", "village", ask=GET),
    # its press is for the one who asked, as POST /api/exchange/hotline/{table_id}/renew below
    "desk/hotline/<int:table_id>": at(
        "exchange.answer_hotline", "village", ask=GET, table_id="answers"
    ),
    "desk/exports/<int:table_id>/file": at(
        "exchange.fetch_export", "village", ask=POST, table_id="file_id"
    ),
    "desk/exports/<int:table_id>/decide": at(
        "exchange.agree_export", "village", ask=POST, table_id="file_id"
    ),
    "desk/exports": own("exchange.ask_export", "worker"),
    "desk/exports/contacts": own("exchange.ask_contacts", ask=POST),
    "desk/hotline": own("exchange.answer_hotline", "worker", ask=("GET", "POST")),
}
OPERATIONS: dict[str, Address] = {
    "GET /api/exchange/tables/{table_id}": at("exchange.import_matters", "village"),
    **{
        f"POST /api/exchange/tables/{{table_id}}/{name}": at("exchange.import_matters", "village")
        for name in ("columns", "agree", "drop")
    },
    "POST /api/exchange/files": own("exchange.ask_export", post_id="own_post"),
    "POST /api/exchange/hotline": own("exchange.answer_hotline", post_id="own_post"),
    "POST /api/exchange/files/{table_id}/agree": at(
        "exchange.agree_export", "village", table_id="file_id"
    ),
    "POST /api/exchange/files/{table_id}/deny": at(
        "exchange.deny_export", "village", table_id="file_id"
    ),
    "POST /api/exchange/hotline/{table_id}/renew": mine("worker", table_id="answers"),
}
