"""Who is neighbour to whom, as far as an address says it."""

import re

_GROUP = re.compile(
    r"(?:第?[一二三四五六七八九十百\d]+(?:村民小组|组|社|号楼|栋|幢))(?:\s*[一二三四五六七八九十\d]+单元)?"
)


def group(place_id: int, address: str) -> str:
    """五组3号 → the fifth group of that place; 3栋2单元501 → that staircase. "" where the address does
    not say: then nobody counts as a neighbour by it."""
    found = _GROUP.match(re.sub(r"\s", "", address))
    return f"{place_id}:{found.group()}" if found else ""
