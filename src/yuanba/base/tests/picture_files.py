"""The files of X-FILE: what phones send, and what people send who mean harm. Made, not collected."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw

CANARY = b"ZZ-FOREIGN-BYTES-ZZ"
TAKEN = "2026:11:20 08:15:30"


def picture(size: tuple[int, int] = (320, 240), mode: str = "RGB") -> Image.Image:
    """A picture whose upper left corner is red, so that turning it can be seen."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 3, size[1] // 3), fill="red")
    draw.ellipse((size[0] // 2, size[1] // 2, size[0] - 1, size[1] - 1), fill="blue")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def notes(*, turn: int = 1, gps: object = True) -> bytes:
    """What a camera writes beside the pixels: turn, time, place, and a canary."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = turn, CANARY.decode()
    exif[0x8769] = {0x9003: TAKEN, 0x9011: "+08:00", 0x927C: CANARY * 20}
    if gps is True:
        exif[0x8825] = {1: "N", 2: (29.0, 31.0, 23.88), 3: "E", 4: (106.0, 34.0, 1.2)}
    elif gps:
        exif[0x8825] = gps
    return exif.tobytes()


def jpeg(**options: Any) -> bytes:
    return saved(picture(), "JPEG", **options)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int, depth: int = 8, colour: int = 2, level: int = 1) -> bytes:
    """A PNG of zeros whose rows are really there: small outside, huge inside."""
    bits = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour] * depth
    row = b"\0" * (1 + (width * bits + 7) // 8)
    packer = zlib.compressobj(level)
    body = b"".join(packer.compress(row * min(64, height - at)) for at in range(0, height, 64))
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    palette = chunk(b"PLTE", b"\0\0\0\xff\0\0") if colour == 3 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + palette
        + chunk(b"IDAT", body + packer.flush())
        + chunk(b"IEND", b"")
    )


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose header says that it is huge."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def after(data: bytes, marker: bytes, body: bytes) -> bytes:
    """The JPEG with one more segment right behind its beginning."""
    return data[:2] + marker + struct.pack(">H", len(body) + 2) + body + data[2:]


def png_with(kind: bytes, body: bytes) -> bytes:
    data = saved(picture(), "PNG")
    return data[:33] + chunk(kind, body) + data[33:]


def moving(kind: str) -> bytes:
    frames = [picture((60, 40)), Image.new("RGB", (60, 40), "green")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", CANARY)
    return out.getvalue()


def noise(count: int) -> bytes:
    return random.Random(7).randbytes(count)


def flipped(data: bytes) -> bytes:
    """The file with a byte changed here and there behind its header."""
    dice, broken = random.Random(5), bytearray(data)
    for _each in range(60):
        broken[dice.randrange(300, len(broken))] ^= 1 << dice.randrange(8)
    return bytes(broken)


def small_png() -> bytes:
    return saved(picture(), "PNG")


def small_webp(**options: Any) -> bytes:
    return saved(picture(), "WEBP", **options)


def sixteen_bits() -> bytes:
    grey = Image.new("I;16", (300, 200), 40_000)
    return saved(grey, "PNG")


def ftyp(brand: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0mif1" + brand + noise(2_000)


def webp_claiming(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size + small_webp()[12:]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


Made = tuple[str | None, Callable[[], bytes]]
"""The sentence the file gets (None: it is taken), and how to make it."""

FILES: dict[str, Made] = {
    # what phones and offices send
    "jpeg": (None, jpeg),
    "jpeg, progressive": (None, lambda: jpeg(progressive=True)),
    "jpeg, no colour subsampling": (None, lambda: jpeg(subsampling=0)),
    "jpeg, grey": (None, lambda: saved(picture(mode="L"), "JPEG")),
    "jpeg, cmyk": (None, lambda: saved(picture(mode="CMYK"), "JPEG")),
    "jpeg, one pixel": (None, lambda: saved(picture((1, 1)), "JPEG")),
    "jpeg, a long strip": (None, lambda: saved(picture((9_000, 9)), "JPEG")),
    "jpeg, a thin tower": (None, lambda: saved(picture((7, 8_000)), "JPEG")),
    "jpeg, 12 megapixels": (None, lambda: saved(picture((4_032, 3_024)), "JPEG")),
    "jpeg, 48 megapixels": (None, lambda: saved(picture((8_000, 6_000)), "JPEG")),
    "jpeg, 12 megapixels progressive": (
        None,
        lambda: saved(picture((4_032, 3_024)), "JPEG", progressive=True, subsampling=0),
    ),
    "jpeg with a profile": (None, lambda: jpeg(icc_profile=CANARY * 40)),
    "jpeg with a remark": (None, lambda: jpeg(comment=CANARY)),
    "jpeg with camera notes": (None, lambda: jpeg(exif=notes())),
    "jpeg with a place of nonsense": (
        None,
        lambda: jpeg(exif=notes(gps={1: "N", 2: (900.0, 0.0, 0.0), 3: "E", 4: (1.0, 2.0, 3.0)})),
    ),
    "jpeg with half a place": (None, lambda: jpeg(exif=notes(gps={1: "N", 2: (29.0, 1.0, 2.0)}))),
    "jpeg with notes that are no notes": (
        None,
        lambda: after(jpeg(), b"\xff\xe1", b"Exif\0\0II*\0" + noise(400)),
    ),
    "jpeg with notes that bite their tail": (
        None,
        lambda: after(
            jpeg(), b"\xff\xe1", b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\4\0\1\0\0\0\x08\0\0\0" * 2
        ),
    ),
    "jpeg with xmp": (
        None,
        lambda: after(jpeg(), b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0<x>" + CANARY),
    ),
    "jpeg of a phone with a film behind": (None, lambda: jpeg() + ftyp(b"mp42") + CANARY),
    "jpeg of a phone with a second picture": (
        None,
        lambda: saved(picture(), "MPO", save_all=True, append_images=[picture((100, 80))]),
    ),
    "png": (None, small_png),
    "png, grey": (None, lambda: saved(picture(mode="L"), "PNG")),
    "png, black and white": (None, lambda: saved(picture(mode="1"), "PNG")),
    "png, palette": (None, lambda: saved(picture(mode="P"), "PNG")),
    "png, palette with a clear colour": (
        None,
        lambda: saved(picture(mode="P"), "PNG", transparency=0),
    ),
    "png, clear": (None, lambda: saved(Image.new("RGBA", (90, 60), (0, 0, 0, 0)), "PNG")),
    "png, grey and clear": (None, lambda: saved(picture(mode="LA"), "PNG")),
    "png, 16 bits": (None, sixteen_bits),
    "png with camera notes": (None, lambda: saved(picture(), "PNG", exif=notes(turn=6))),
    "png with words": (None, lambda: png_with(b"tEXt", b"Comment\0" + CANARY)),
    "png, 46 megapixels of palette": (None, lambda: png_claiming(7_600, 6_000, 8, 3)),
    "png that says it moves": (
        "moving",
        lambda: png_with(b"acTL", struct.pack(">II", 1, 0)),
    ),
    "webp": (None, small_webp),
    "webp, lossless": (None, lambda: small_webp(lossless=True)),
    "webp, clear": (None, lambda: saved(picture(mode="RGBA"), "WEBP")),
    "webp with camera notes": (None, lambda: small_webp(exif=notes())),
    # two things in one file: the picture is taken, the other thing is not kept
    "jpeg and zip": (None, lambda: jpeg() + zipped()),
    "jpeg and script": (None, lambda: jpeg(comment=b"<script>" + CANARY) + b"<?php " + CANARY),
    "png and page": (None, lambda: small_png() + b"<html>" + CANARY),
    "webp and program": (None, lambda: small_webp() + b"\x7fELF" + CANARY),
    "zip in front of a jpeg": ("kind", lambda: zipped() + jpeg()),
    "page in front of a png": ("kind", lambda: b"<html>" + small_png()),
    "gif in front of a jpeg": ("moving", lambda: b"GIF89a=1;" + jpeg()),
    # bombs
    "png, 174 megapixels in 18 kilobytes": ("large", lambda: png_claiming(13_200, 13_200, 1, 0, 9)),
    "png, 50,000,001 pixels": ("large", lambda: png_claiming(50_000_001, 1, 1, 0)),
    "png, 49 megapixels of colour": ("large", lambda: png_claiming(7_000, 7_000)),
    "png, 27 megapixels of deep colour": ("large", lambda: png_claiming(6_000, 4_500, 16, 6)),
    "png, sides of 2 to the 31": (
        "large",
        lambda: small_png()[:16] + struct.pack(">II", 1 << 31, 1 << 31) + small_png()[24:],
    ),
    "png with words that swell": (
        "broken",
        lambda: png_with(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 30_000_000, 9)),
    ),
    "png with a profile that swells": (
        "broken",
        lambda: png_with(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 30_000_000, 9)),
    ),
    "jpeg that says 65,000 by 65,000": ("large", lambda: jpeg_claiming(65_000, 65_000)),
    # Ends as a JPEG should: the missing part is grey, as in every other program.
    "jpeg that says more than it holds": (None, lambda: jpeg_claiming(7_000, 7_000)),
    "webp that says 16,000 by 16,000": ("large", lambda: webp_claiming(16_000, 16_000)),
    "webp that says more than it holds": ("broken", lambda: webp_claiming(2_000, 2_000)),
    # not whole
    "empty": ("empty", lambda: b""),
    "three bytes": ("broken", lambda: b"\xff\xd8\xff"),
    "jpeg cut in its header": ("broken", lambda: jpeg()[:100]),
    "jpeg cut in the middle": ("broken", lambda: jpeg()[: len(jpeg()) // 2]),
    "jpeg of one header and noise": ("broken", lambda: jpeg()[:200] + noise(3_000)),
    "png cut in its header": ("broken", lambda: small_png()[:20]),
    "png cut in the middle": ("broken", lambda: small_png()[: len(small_png()) // 2]),
    "png, a side of nothing": ("broken", lambda: small_png()[:16] + bytes(8) + small_png()[24:]),
    "png, flipped bits": ("broken", lambda: flipped(small_png())),
    "webp cut in the middle": ("broken", lambda: small_webp()[: len(small_webp()) // 2]),
    "webp, only its name": ("broken", lambda: b"RIFF\0\0\0\0WEBP"),
    # not a photo
    "animated png": ("moving", lambda: moving("PNG")),
    "animated webp": ("moving", lambda: moving("WEBP")),
    "gif": ("moving", lambda: moving("GIF")),
    "heic": ("compatible", lambda: ftyp(b"heic")),
    "avif": ("compatible", lambda: saved(picture(), "AVIF")),
    "film": ("kind", lambda: ftyp(b"mp42")),
    "svg": ("kind", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "page named .jpg": ("kind", lambda: b"<!doctype html><script>alert(1)</script>"),
    "zip": ("kind", zipped),
    "pdf": ("kind", lambda: b"%PDF-1.7\n" + noise(500)),
    "bmp": ("kind", lambda: saved(picture(), "BMP")),
    "tiff": ("kind", lambda: saved(picture(), "TIFF")),
    "postscript": ("kind", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file\n"),
    "words": ("kind", lambda: "这不是照片。".encode()),
    "noise": ("kind", lambda: noise(5_000)),
    "eleven megabytes": ("heavy", lambda: jpeg() + bytes(11 << 20)),
}
