"""One act at the desk as a button and a form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yuanba.matters.forms import desk as forms
from yuanba.matters.forms.photos import kept
from yuanba.matters.models import Matter
from yuanba.people.models import Person

When = Callable[[Matter, Person], bool]
Adapt = Callable[[dict[str, Any], Person], dict[str, Any]]


def always(matter: Matter, person: Person) -> bool:
    return True


@dataclass(frozen=True)
class Task:
    """One act at the desk. `step` is its name in the table of steps (rules.NEXT), "" for any."""

    act: str
    label: Any
    done: Any
    icon: str
    form: type[forms.Work] = forms.Work
    step: str = ""
    key: str = ""
    when: When = always
    name: str = ""
    ask: Any = ""  # what to know before doing it
    adapt: Adapt = field(default=lambda said, person: said)
    versioned: bool = True

    @property
    def slug(self) -> str:
        """Its name in addresses: hand-up."""
        return (self.name or self.act).replace("_", "-")

    @property
    def quick(self) -> bool:
        """Nothing to fill in: one press does it."""
        return self.form is forms.Work

    @property
    def permit(self) -> str:
        return f"matters.{self.act}"


def ids(*names: str) -> Adapt:
    """owner → owner_id, as a number; an empty choice is nobody."""

    def adapt(said: dict[str, Any], person: Person) -> dict[str, Any]:
        chosen = {name: said.pop(name) for name in names}
        numbers = {f"{name}_id": int(value) if value else None for name, value in chosen.items()}
        return said | numbers

    return adapt


def pictures(said: dict[str, Any], person: Person) -> dict[str, Any]:
    return said | {"pictures": kept(said.pop("photos", []))}
