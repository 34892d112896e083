"""Notes of neighbours in the demo, and the venues of its courtyards. By the acts people use."""

from datetime import datetime, timedelta

from yuanba.exchange.demo.county import County
from yuanba.exchange.demo.data import read
from yuanba.neighbours import acts
from yuanba.neighbours.queries import lives_in
from yuanba.neighbours.rules import Kind
from yuanba.people.models import Person

DAY = timedelta(days=1)


def add(county: County, now: datetime) -> None:
    """In the village where the residents of the demo live."""
    homes: dict[int, list[Person]] = {}
    for one in county.residents:
        for village in county.villages:
            if lives_in(one, village.place.pk) is not None:
                homes.setdefault(village.place.pk, []).append(one)
    for village in county.villages:
        if len(people := homes.get(village.place.pk, [])) < 3:
            continue
        grid = village.grids[0]
        worker = village.gridworkers[grid.pk]
        for n, said in enumerate(read("neighbours")["note"]):
            at = now - (6 - n) * DAY
            asks = {"kind": Kind(said["kind"]), "text": said["text"], "show_phone": said["show"]}
            if "for" in said:
                note = acts.put_up(
                    actor=worker, place_id=grid.pk, name=said["for"], agreed=True, now=at, **asks
                )
            else:
                who = people[said["who"]]
                home = lives_in(who, village.place.pk)
                assert home is not None
                note = acts.put_up(actor=who, place_id=home.pk, now=at, **asks)
            if "taken" in said:
                acts.answer(actor=people[said["taken"]], favour_id=note.pk, now=at + DAY / 2)
            if "thanks" in said:
                acts.finish(
                    actor=people[said["who"]], favour_id=note.pk, thanks=said["thanks"],
                    now=now - DAY / 2,
                )  # fmt: skip
