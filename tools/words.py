"""`./yuanba words`: collect every marked text, keep its English, compile. No gettext binary needed.

Chinese is the source, so a text without English is shown in Chinese to an English reader: `--check`
refuses that. The files hold no dates and no line numbers, so a change shows only what changed.
"""

import argparse
import io
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from tools import ROOT

CODE = ROOT / "src" / "yuanba"
FOLDER = CODE / "locale" / "en" / "LC_MESSAGES"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Language: en\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
Key = tuple[str, str, str]  # context, text, plural text


@dataclass
class Text:
    """One marked text and its English (two forms if it counts something)."""

    context: str
    source: str
    plural: str = ""
    files: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.source, self.plural

    @property
    def done(self) -> bool:
        return len(self.english) == (2 if self.plural else 1) and all(self.english)


def words(args: argparse.Namespace) -> int:
    """Update the catalogue, or with --check say what is missing. 1 if a text has no English."""
    if args.check:
        faults = check()
        for fault in faults:
            print(fault)
        print("译文齐全。 Every text has its English." if not faults else f"{len(faults)} 处。")
        return int(bool(faults))
    texts = merged(collect(), read(FOLDER / "django.po"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "django.po").write_text(po(texts))
    (FOLDER / "django.mo").write_bytes(mo(texts))
    missing = sum(not text.done for text in texts)
    print(f"{len(texts)} 条文字，{missing} 条还没有英文。 {len(texts)} texts, {missing} missing.")
    return 0


def check() -> list[str]:
    """One line per fault: no English, wrong placeholders, files not up to date."""
    source = FOLDER / "django.po"
    kept = read(source)
    texts = merged(collect(), kept)
    faults = [
        f"{text.files[0]}: 没有英文 no English: {text.source!r}" for text in texts if not text.done
    ]
    faults += [
        f"{text.files[0]}: 占位符不同 placeholders differ: {text.source!r}"
        for text in texts
        if text.done and not _same_places(text)
    ]
    if not source.exists() or source.read_text() != po(texts):
        faults.append("django.po 不是最新，请运行 ./yuanba words。 Not up to date.")
    compiled = FOLDER / "django.mo"
    if not compiled.exists() or compiled.read_bytes() != mo(kept.values()):
        faults.append("django.mo 与 django.po 不同，请运行 ./yuanba words。 They differ.")
    return faults


def collect() -> list[Text]:
    """Every marked text in Python and templates, grouped by the first file that uses it."""
    found: dict[Key, Text] = {}
    for path in _files():
        name = str(path.relative_to(CODE.parent.parent))
        for context, source, plural in _marked(path):
            text = found.setdefault((context, source, plural), Text(context, source, plural))
            if name not in text.files:
                text.files.append(name)
    return list(found.values())


def _files() -> list[Path]:
    python = [p for p in CODE.rglob("*.py") if not {"tests", "migrations"} & set(p.parts)]
    templates = [p for p in CODE.rglob("templates/**/*") if p.suffix in {".html", ".txt", ".svg"}]
    return sorted([*python, *templates])


def _marked(path: Path) -> Iterator[Key]:
    source = path.read_text()
    if path.suffix != ".py":
        _ready()
        # what is not text to translate becomes X's; without indents it reads as Python
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    rows = extract("python", io.BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for _line, message, _comments, context in rows:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield context or "", singular, plural or ""


def _ready() -> None:
    if not settings.configured:
        settings.configure()


def read(path: Path) -> dict[Key, Text]:
    """What is translated so far."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalog: Catalog = read_po(file)
    texts = {}
    for message in catalog:
        if not message.id:
            continue
        source, plural = message.id if isinstance(message.id, tuple) else (message.id, "")
        english = message.string if isinstance(message.string, tuple) else (message.string,)
        text = Text(message.context or "", source, plural, english=[e or "" for e in english])
        texts[text.key] = text
    return texts


def merged(texts: list[Text], kept: dict[Key, Text]) -> list[Text]:
    """The collected texts with the English they have; what is no longer used is dropped."""
    for text in texts:
        before = kept.get(text.key)
        text.english = list(before.english) if before else [""] * (2 if text.plural else 1)
    return texts


def po(texts: Iterable[Text]) -> str:
    lines = ["# English for Yuanba. Written by ./yuanba words; fill in the msgstr lines."]
    lines += ['msgid ""', 'msgstr ""', *(_quoted(line) for line in HEADER.splitlines(True)), ""]
    for text in texts:
        lines += [f"#: {name}" for name in text.files]
        if "%(" in text.source or "%(" in text.plural:
            lines.append("#, python-format")
        if text.context:
            lines.append(f"msgctxt {_quoted(text.context)}")
        lines.append(f"msgid {_quoted(text.source)}")
        if text.plural:
            lines.append(f"msgid_plural {_quoted(text.plural)}")
            lines += [f"msgstr[{i}] {_quoted(form)}" for i, form in enumerate(text.english)]
        else:
            lines.append(f"msgstr {_quoted(text.english[0])}")
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def mo(texts: Iterable[Text]) -> bytes:
    """The compiled catalogue: the same bytes for the same texts (GNU gettext's format, sorted)."""
    rows = {b"": HEADER.encode()}
    for text in texts:
        if text.done:
            context = f"{text.context}\x04" if text.context else ""
            source = f"{context}{text.source}" + (f"\0{text.plural}" if text.plural else "")
            rows[source.encode()] = "\0".join(text.english).encode()
    ordered = sorted(rows.items())
    count = len(ordered)
    keys, values = 28, 28 + 8 * count
    place = values + 8 * count
    tables: list[int] = []
    for column in (0, 1):
        for row in ordered:
            tables += [len(row[column]), place]
            place += len(row[column]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, keys, values, 0, 0)
    body = b"".join(row[column] + b"\0" for column in (0, 1) for row in ordered)
    return head + struct.pack(f"<{len(tables)}I", *tables) + body


def _same_places(text: Text) -> bool:
    def places(said: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sd]", said))

    # a singular may leave the number out: “one matter”
    wanted = places(text.source) | places(text.plural)
    return places(text.english[-1]) == wanted and places(text.english[0]) <= wanted


if __name__ == "__main__":
    sys.exit(words(argparse.Namespace(check="--check" in sys.argv)))
