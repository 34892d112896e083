"""The decoder of one photo, run as a program of its own: `python -I -S photo_child.py FOLDER MB`.

A picture decoder written in C reads bytes a stranger chose, so it lives in a process that holds
nothing: no settings, no database, no environment, little memory, two seconds of processor, no right
to write a file. It reads one picture from standard input, answers with one frame and ends.
Nothing is carried over from one photo to the next (a fresh start costs about 60 ms).

Answer: four bytes length, that many bytes of JSON, the picture, the small picture.
"""

import contextlib
import io
import json
import resource
import struct
import sys
from collections.abc import Callable

# -S leaves out site-packages; the parent names the one folder that holds Pillow.
sys.path.append(sys.argv[1])

from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

MOST_PIXELS = 50_000_000
LONG_SIDE = 2_048
SMALL_SIDE = 480
QUALITY = 82
# What decoding may take beside the interpreter, the file itself and the resized copy.
DECODING_BYTES = 96 << 20
# Text and profiles inside a PNG are never shown: a few kilobytes are enough to skip over them.
PngImagePlugin.MAX_TEXT_CHUNK = 1 << 16
PngImagePlugin.MAX_TEXT_MEMORY = 1 << 20

# Each kind's own class, not Pillow's factory: a second picture behind a JPEG stays unread.
OPENERS: dict[bytes, Callable[[io.BytesIO], Image.Image]] = {
    b"\xff\xd8\xff": JpegImagePlugin.JpegImageFile,
    b"\x89PN": PngImagePlugin.PngImageFile,
    b"RIF": WebPImagePlugin.WebPImageFile,
}


class No(Exception):
    """The picture is not taken; the word says which sentence the person sees."""


def confine(megabytes: int) -> None:
    """Take away from this process what decoding does not need (0 megabytes: no memory limit)."""
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def cost(image: Image.Image, shrink: int) -> int:
    """Bytes the decoder needs for this picture, told from its header alone."""
    pixels = image.width * image.height
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        coefficients = 0
        if image.info.get("progressive"):
            # A progressive picture is held whole as coefficients, two bytes each, before one shows.
            across = max(part[1] for part in image.layer)
            down = max(part[2] for part in image.layer)
            share = sum(part[1] * part[2] for part in image.layer) / (across * down)
            coefficients = int(pixels * share * 2)
        return coefficients + pixels * 4 // (shrink * shrink)
    if isinstance(image, WebPImagePlugin.WebPImageFile):
        return pixels * 16  # two canvases, the bytes handed over, and the picture
    return pixels * {"1": 1, "L": 1, "P": 1, "I;16": 2}.get(image.mode, 4)


def shrink_while_reading(image: Image.Image) -> int:
    """How far a JPEG is made smaller while it is read: 12 megapixels become 2,016 px, not 4,032."""
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return 1
    long_side = max(image.size)
    for shrink in (8, 4, 2):
        if long_side // shrink >= LONG_SIDE * 9 // 10:
            return shrink
    # A large progressive one is rather a little small than refused.
    return 2 if cost(image, 1) > DECODING_BYTES and long_side > LONG_SIDE else 1


def fitted(size: tuple[int, int], most: int) -> tuple[int, int]:
    """The size with its longer side at most `most`, the shape kept."""
    scale = min(1.0, most / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def smaller(image: Image.Image, most: int) -> Image.Image:
    """The picture with its longer side at most `most`."""
    size = fitted(image.size, most)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)


def on_white(image: Image.Image) -> Image.Image:
    """The pixels alone, copied into a new picture: what was transparent becomes paper."""
    if image.mode == "I;16":
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("P", "1") and max(image.size) > 2 * LONG_SIDE:
        # Turning a huge palette picture into colours first would take four times its memory.
        image = image.resize(fitted(image.size, 2 * LONG_SIDE), Image.Resampling.NEAREST)
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    image = smaller(image if not clear else image.convert("RGBA"), LONG_SIDE)
    new = Image.new("RGB", image.size, "white")
    if clear:
        new.paste(image, mask=image.getchannel("A"))
    else:
        new.paste(image if image.mode == "RGB" else image.convert("RGB"))
    return new


TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def degrees(parts: object, side: object) -> float | None:
    """Degrees, minutes, seconds as a signed number; None where the camera wrote nonsense."""
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    value = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    return -value if side in ("S", "W") else value


def told_by_camera(image: Image.Image) -> tuple[int, dict[str, object]]:
    """The turn, and where and when the picture was taken, as the camera wrote them."""
    # Notes of the camera are a courtesy: a broken note never costs the person the photo.
    try:
        notes = image.getexif()
        turn = notes.get(0x0112, 1)
        inner, place = notes.get_ifd(0x8769), notes.get_ifd(0x8825)
        told: dict[str, object] = {
            "taken": str(inner.get(0x9003, "")),
            "offset": str(inner.get(0x9011, "")),
        }
        lat = degrees(place.get(2), place.get(1))
        lng = degrees(place.get(4), place.get(3))
        if lat is not None and lng is not None:
            told["position"] = [lat, lng]
    except Exception:  # noqa: BLE001  see above
        return 1, {}
    return (turn if isinstance(turn, int) else 1), told


def jpeg(image: Image.Image) -> bytes:
    """The picture as a plain JPEG: no notes, no profile, no tail."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def work(data: bytes) -> tuple[dict[str, object], bytes, bytes]:
    """Decode one picture; raises No with the reason."""
    opener = OPENERS.get(data[:3])
    if opener is None:
        raise No("kind")
    image = opener(io.BytesIO(data))
    if image.width * image.height > MOST_PIXELS:
        raise No("large")
    # A JPEG is never asked for its frames: phones keep a brighter copy or a short film behind it.
    if getattr(image, "n_frames", 1) > 1 and not data.startswith(b"\xff"):
        raise No("moving")
    shrink = shrink_while_reading(image)
    if cost(image, shrink) > DECODING_BYTES:
        raise No("large")
    if shrink > 1:
        image.draft("RGB", (max(1, image.width // shrink), max(1, image.height // shrink)))
    image.load()
    turn, told = told_by_camera(image)
    upright = on_white(image)
    if turn in TURNS:
        upright = upright.transpose(TURNS[turn])
    large, small = jpeg(upright), jpeg(smaller(upright, SMALL_SIDE))
    told.update(width=upright.width, height=upright.height, large=len(large), small=len(small))
    return told, large, small


def peak() -> int:
    """The most memory this process held, in kilobytes."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def main() -> None:
    """Read one picture, answer, end."""
    assert TiffImagePlugin  # reads camera notes; loaded now, because later no file can be opened
    confine(int(sys.argv[2]))
    large = small = b""
    try:
        told, large, small = work(sys.stdin.buffer.read())
    except No as no:
        told = {"no": str(no)}
    except MemoryError:
        told = {"no": "large"}
    except Exception:  # noqa: BLE001  whatever a decoder says of these bytes, they are no photo
        told = {"no": "broken"}
    with contextlib.suppress(OSError):
        told["peak"] = peak()
    head = json.dumps(told).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(head)) + head + large + small)


if __name__ == "__main__":
    main()
