"""`yuanba import places FILE`: the public lists of divisions, and tables of reorganisation."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from yuanba.base import clock
from yuanba.base.errors import Refused
from yuanba.base.report import Report
from yuanba.base.text import _
from yuanba.places import acts, readers
from yuanba.places.acts.taking_in import List, Row, plan_rows
from yuanba.places.models import Place, PlaceCode

ANALYZE_FROM = 5000  # new places
Progress = Callable[[int, int], None]  # told how many rows are done, of how many (0: unknown)


def run(
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    roots: Sequence[str] = (),
    on: date | None = None,
) -> Report:
    """Take in one file. Safe to run twice: what is there is counted as unchanged.

    `roots`: take only what lies under these codes (a province, prefecture or county). `on`: the day
    a reorganisation took effect; else the list's own cut-off day. Raises Refused for a file that
    cannot be read at all; single rows that do not fit are in the report with their line.
    """
    began = time.perf_counter()
    form = readers.shape(path)
    of = readers.about(path, form)
    if form == "reorganisation":
        report = _reorganise(path, of, dry_run=dry_run, on=on or of.since)
    else:
        report = _take_in(path, form, of, dry_run=dry_run, roots=roots, progress=progress)
    report.seconds = time.perf_counter() - began
    return report


def _take_in(
    path: Path,
    form: str,
    of: List,
    *,
    dry_run: bool,
    roots: Sequence[str],
    progress: Progress | None,
) -> Report:
    report, total = Report(), 0 if roots else readers.count(path, form)
    for batch in readers.batches(path, form, roots):
        report.add(_plan(batch, of) if dry_run else _write(batch, of))
        if progress is not None:
            progress(report.rows, total)
    if report.made > ANALYZE_FROM:
        _look_again()
    return report


def _look_again() -> None:
    """Let the database count its rows anew: its plans for the empty table would read everything."""
    with connection.cursor() as cursor:
        for model in (Place, PlaceCode):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _plan(batch: list[Row], of: List) -> Report:
    return plan_rows(batch, of=of).report


def _write(batch: list[Row], of: List) -> Report:
    """Take in a batch. One that seems known is looked through first, so that a second run of a
    file reads only and leaves no records."""
    ends = [batch[0].code, batch[-1].code]
    codes = PlaceCode.objects.filter(system=of.system, edition=of.edition, code__in=ends)
    if codes.exists() and not (plan := plan_rows(batch, of=of)).done:
        return plan.report
    try:
        return acts.take_in(actor=acts.FOUNDER, rows=batch, of=of, now=clock.now())
    except Refused:  # every row was refused: the plan says why
        return _plan(batch, of)


def _reorganise(path: Path, of: List, *, dry_run: bool, on: date) -> Report:
    """Move and re-code every township of the table; end the old counties that are left empty."""
    table = readers.changes(path)
    names = readers.county_names(path.parent)
    report = Report(rows=len(table))
    heirs: dict[int, set[int]] = {}
    for change in table:
        try:
            place = _township(change)
            county = _new_county(change, names, of, on, dry_run=dry_run)
            changed = _apply(change, place, county, of, on, dry_run=dry_run)
        except Refused as refusal:
            report.refused.append((change.line, str(refusal.message)))
            continue
        if changed:
            report.changed += 1
        else:
            report.unchanged += 1
        old = _county(change.old_county)
        if old is not None and county is not None:
            heirs.setdefault(old.pk, set()).add(county.pk)
    if not dry_run:
        _end_empty(heirs, of, on)
    return report


def _apply(
    change: readers.Change,
    place: Place,
    county: Place | None,
    of: List,
    on: date,
    *,
    dry_run: bool,
) -> bool:
    """Move, then re-code. Each is one act; a run that broke off in between is finished by the next."""
    moves = county is None or place.parent_id != county.pk
    has = PlaceCode.objects.filter(place=place, system=of.system, code=change.new_code).exists()
    if not dry_run and county is not None:
        who: dict[str, Any] = {"actor": acts.FOUNDER, "source": of.source}
        who |= {"now": clock.now(), "on": on, "place_id": place.pk}
        if moves:
            acts.move(parent_id=county.pk, **who)
        if not has:
            code = {"system": of.system, "edition": of.edition, "code": change.new_code}
            acts.recode(**code, **who, replaces=_old_code(place, change))
    return moves or not has


def _township(change: readers.Change) -> Place:
    codes = [change.old_code, change.old_code.ljust(12, "0"), change.new_code]
    found = Place.objects.filter(codes__code__in=codes, name=change.name).distinct().first()
    if found is None:
        raise Refused("unknown", _("没有这个镇街，请先导入旧的区划。"))
    return found


def _old_code(place: Place, change: readers.Change) -> str:
    old = [change.old_code, change.old_code.ljust(12, "0")]
    code = PlaceCode.objects.filter(place=place, until=None, code__in=old).first()
    return code.code if code else ""


def _county(six: str) -> Place | None:
    codes = [six, six.ljust(12, "0")]
    rows = Place.objects.filter(kind="county", until=None, codes__code__in=codes)
    return rows.distinct().first()


def _new_county(
    change: readers.Change, names: dict[str, str], of: List, on: date, *, dry_run: bool
) -> Place | None:
    """The county it goes to; founded if it is new and its name is known. None only in a dry run."""
    county = _county(change.new_county)
    if county is not None:
        return county
    name = names.get(change.new_county)
    if name is None:
        raise Refused("no_county", _("还没有新的区县，请先设立或导入它。"))
    if dry_run:
        return None
    old = _county(change.old_county)
    return acts.found_county(
        actor=acts.FOUNDER,
        name=name,
        region=old.region if old else "",
        code=(of.system, of.edition, change.new_county),
        source=of.source,
        now=clock.now(),
        on=on,
    )


def _end_empty(heirs: dict[int, set[int]], of: List, on: date) -> None:
    """A county whose last township went elsewhere is no more; the new ones go on for it."""
    for county_id, into in heirs.items():
        left = Place.objects.filter(parent_id=county_id, until=None).exists()
        if not left and county_id not in into:
            acts.dissolve(
                actor=acts.FOUNDER,
                place_id=county_id,
                into_ids=sorted(into),
                source=of.source,
                now=clock.now(),
                on=on,
            )
