"""The texts and names of the demo, read from the files beside this one."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """county, cases or words."""
    text = files("yuanba.exchange.demo").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
