"""X-FILE: photos from outside. The files themselves are in picture_files.py."""

import io
import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from yuanba.base import photos
from yuanba.base.errors import Refused
from yuanba.base.tests.picture_files import (
    CANARY,
    FILES,
    jpeg,
    notes,
    picture,
    png_claiming,
    saved,
)

MOST_KILOBYTES = 150 * 1024


def why_refused(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        photos.look(data)
    assert refused.value.field == "photos"
    assert str(refused.value.message).endswith("。")
    return refused.value.code.removeprefix("photo_")


def test_there_are_at_least_sixty_files():
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_made_clean_or_refused_with_its_sentence(name: str):
    expected, make = FILES[name]
    data = make()
    begin = time.process_time()
    try:
        photos.kind_and_size(data)
    except Refused as refused:
        code = refused.code
    else:
        code = None
    if code:  # no decoder was started
        assert code == f"photo_{expected}"
        assert time.process_time() - begin < 5  # seconds of the processor; most need a thousandth
        return
    # The processor's time, not the wall's: neighbours on the machine do not count.
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    told, large, small = photos.decode(data, seconds=20)
    assert sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before <= 2.0
    assert told["peak"] <= MOST_KILOBYTES
    assert told.get("no") == expected
    if expected is None:
        assert photos.is_plain(large)
        assert photos.is_plain(small)
        assert CANARY not in large + small
        image = Image.open(io.BytesIO(large))
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert max(image.size) <= 2_048
        assert max(Image.open(io.BytesIO(small)).size) <= 480


def unguarded_kilobytes(data: bytes) -> int:
    """What a plain decoder holds for the same file."""
    code = (
        "import io,sys,warnings\nwarnings.simplefilter('ignore')\nfrom PIL import Image\n"
        "Image.open(io.BytesIO(sys.stdin.buffer.read())).convert('RGB')\n"
        "print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    return int(done.stdout)


def test_without_the_guard_the_same_bomb_fills_the_memory():
    bomb = png_claiming(9_000, 9_000, 1, 0, 9)
    assert len(bomb) < 12_000
    assert why_refused(bomb) == "large"
    assert unguarded_kilobytes(bomb) > 2 * MOST_KILOBYTES


def test_even_a_header_that_is_believed_cannot_take_more_memory_than_allowed(tmp_path: Path):
    # The sum told from the header is taken out; only the limit of the process is left.
    child = Path(photos.__file__).with_name("photo_child.py").read_text(encoding="utf-8")
    blind = tmp_path / "blind.py"
    blind.write_text(child.replace("DECODING_BYTES = 96 << 20", "DECODING_BYTES = 1 << 40"))
    bomb, pillow = png_claiming(7_000, 7_000), str(Path(Image.__file__).parent.parent)
    answers = {}
    for megabytes in ("150", "0"):
        command = [sys.executable, "-I", "-S", str(blind), pillow, megabytes]
        done = subprocess.run(command, input=bomb, capture_output=True, check=False)
        answers[megabytes] = photos._frame(done.stdout)[0]
    assert answers["150"]["no"] == "large"
    assert answers["150"]["peak"] <= MOST_KILOBYTES
    assert answers["0"]["peak"] > MOST_KILOBYTES


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_taken_sideways_stands_upright(turn: int):
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's number of the opposite turn
    image = picture((300, 180))
    sideways = image.transpose(Image.Transpose(back[turn])) if turn > 1 else image
    photo = photos.look(saved(sideways, "JPEG", exif=notes(turn=turn), quality=95))
    assert (photo.width, photo.height) == (300, 180)
    red, green, blue = Image.open(io.BytesIO(photo.jpeg)).getpixel((20, 20))
    assert red > 200
    assert max(green, blue) < 60


def test_where_and_when_it_was_taken_stands_beside_the_photo_and_not_in_it():
    photo = photos.look(jpeg(exif=notes()))
    assert photo.position == (29.523300, 106.567)
    assert photo.taken_at == datetime(2026, 11, 20, 0, 15, 30, tzinfo=UTC)
    assert b"2026" not in photo.jpeg
    assert b"Exif" not in photo.jpeg


def test_a_phone_without_a_fix_proposes_no_place():
    nowhere = {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}
    assert photos.look(jpeg(exif=notes(gps=nowhere))).position is None
    assert photos.look(jpeg()).position is None
    assert photos.look(jpeg()).taken_at is None


def test_south_and_west_are_negative():
    south = {1: "S", 2: (33.0, 30.0, 0.0), 3: "W", 4: (70.0, 30.0, 0.0)}
    assert photos.look(jpeg(exif=notes(gps=south))).position == (-33.5, -70.5)


def test_what_was_clear_becomes_paper_and_deep_grey_stays_grey():
    clear = photos.look(FILES["png, clear"][1]())
    assert Image.open(io.BytesIO(clear.jpeg)).getpixel((5, 5)) == (255, 255, 255)
    deep = photos.look(FILES["png, 16 bits"][1]())
    assert abs(Image.open(io.BytesIO(deep.jpeg)).getpixel((5, 5))[0] - 40_000 // 256) <= 2


@pytest.mark.parametrize(
    "name", ["empty", "eleven megabytes", "noise", "gif", "heic", "png, 49 megapixels of colour",
             "jpeg cut in the middle"]
)  # fmt: skip
def test_a_refused_photo_says_what_to_do_beside_its_field(name: str):
    expected, make = FILES[name]
    assert why_refused(make()) == expected


def test_the_same_photo_twice_has_the_same_digest():
    assert photos.look(jpeg()).sha256 == photos.look(jpeg()).sha256
    assert photos.look(jpeg()).sha256 != photos.look(jpeg(quality=20)).sha256


def test_a_child_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(photos, "_CHILD", sleeper)
    begin = time.monotonic()
    assert photos.decode(jpeg(), seconds=0.3)[0] == {"no": "slow"}
    assert time.monotonic() - begin < 30  # the child would sleep twice as long


@pytest.mark.parametrize(
    "answer", ["", "xxxx", "\\0\\0\\0\\x02{}", "\\xff\\xff\\xff\\xff", "\\0\\0\\0\\x02[]"]
)
def test_a_decoder_that_was_taken_over_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str
):
    liar = tmp_path / "liar.py"
    liar.write_text(f"import sys\nsys.stdin.buffer.read()\nsys.stdout.buffer.write(b'{answer}')\n")
    monkeypatch.setattr(photos, "_CHILD", liar)
    assert why_refused(jpeg()) == "broken"


def test_a_picture_with_anything_beside_its_pixels_is_not_plain():
    clean = photos.look(jpeg()).jpeg
    assert photos.is_plain(clean)
    notes_inside = clean[:2] + b"\xff\xe1\x00\x08Exif\0\0" + clean[2:]
    remark_inside = clean[:2] + b"\xff\xfe\x00\x04hi" + clean[2:]
    for dirty in (clean + b"x", clean[:-2], notes_inside, remark_inside, clean + clean, b"", b"x"):
        assert not photos.is_plain(dirty)


# ---- keeping


def test_a_kept_photo_is_found_under_a_name_that_tells_nothing(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "photos"
    photo = photos.look(jpeg())
    name, again = photos.store(photo), photos.store(photo)
    assert name != again
    assert len(name) == 32
    assert photos.path(name).read_bytes() == photo.jpeg
    assert photos.path(name, thumb=True).read_bytes() == photo.thumb
    assert photos.path(name).relative_to(tmp_path / "photos").parts[:2] == (name[:2], name[2:4])


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n"])
def test_a_name_we_did_not_give_leads_nowhere(name: str):
    with pytest.raises(Refused, match="photo_unknown"):
        photos.path(name)


def test_a_full_disk_leaves_no_half_photo(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    settings.MEDIA_ROOT = tmp_path
    photo = photos.look(jpeg())
    real, times = os.fsync, iter(range(100))

    def full(handle: int) -> None:
        if next(times) > 3:
            raise OSError(28, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        photos.store(photo)
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]
