"""The table of rights as text: `python -m tools.permits > permits.txt` (with PYTHONPATH=src).

A test compares the two, so that nobody gains a right without a line that reviewers read.
"""

from yuanba.base import permits


def table() -> str:
    """One line per act: its roles in the order of their names."""
    rows = sorted(permits.TABLE.items())
    return "".join(f"{name}: {', '.join(sorted(roles))}\n" for name, roles in rows)


if __name__ == "__main__":
    from yuanba.cli.begin import begin

    begin()
    import yuanba.urls  # noqa: F401  it loads every context's permits

    print(table(), end="")
