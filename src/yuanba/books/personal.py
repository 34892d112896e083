"""What the books keep about people: reasons name a rule and a thing, never a person."""

from yuanba.base.personal import nobody

nobody("books.Account", "name")
nobody("books.Entry", "why", "kind", "source_kind")
