"""Places and days say nothing about a person; the telephone is the office's."""

from yuanba.base.personal import nobody

nobody("places.Place", "name", "short", "phone", "region")
nobody("places.PlaceOutline", "shape", "source")
nobody("places.PlaceCode", "system", "edition", "code")
nobody("places.PlacePast", "name")
nobody("places.PlaceAlias", "name")
nobody("places.Succession", "source")
nobody("places.Day", "name", "source")
nobody("places.CalendarYear", "source")
