"""Pictures and a murmur for the demo, drawn and hummed by us: nobody's street, nobody's voice."""

import io
import math
import random
import struct

from PIL import Image, ImageDraw

from yuanba.base import photos, voices
from yuanba.matters.acts import Picture, Sound

SIZE = (960, 720)
Colour = tuple[int, int, int]


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    column = Image.new("RGB", (1, SIZE[1]))
    for y in range(SIZE[1]):
        part = y / SIZE[1]
        shade = [round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)]
        column.putpixel((0, y), (shade[0], shade[1], shade[2]))
    return column.resize(SIZE)


def street(*, lit: bool) -> Image.Image:
    """A lamp at a village road by night, dark or mended."""
    image = _sky((16, 22, 40), (38, 44, 60))
    draw = ImageDraw.Draw(image, "RGBA")
    draw.polygon([(0, 470), (250, 360), (520, 450), (760, 330), (960, 440), (960, 720), (0, 720)],
                 fill=(20, 30, 34))  # fmt: skip
    draw.polygon([(330, 720), (460, 470), (540, 470), (820, 720)], fill=(58, 60, 66))
    draw.rectangle((110, 380, 300, 560), fill=(52, 46, 48))
    draw.polygon([(90, 390), (205, 310), (320, 390)], fill=(70, 50, 46))
    draw.rectangle((640, 170, 652, 620), fill=(96, 100, 106))
    draw.line((646, 176, 560, 196), fill=(96, 100, 106), width=9)
    if lit:
        for radius in range(260, 20, -12):
            draw.ellipse((548 - radius, 200 - radius, 548 + radius, 200 + radius),
                         fill=(255, 226, 150, 9))  # fmt: skip
        draw.polygon([(530, 210), (570, 210), (720, 700), (380, 700)], fill=(255, 230, 160, 60))
    draw.ellipse((526, 188, 574, 216), fill=(255, 240, 190) if lit else (54, 56, 60))
    return image


def paper(fen: int) -> Image.Image:
    """A receipt: lines, a sum, a round stamp."""
    image = Image.new("RGB", (720, 960), (250, 247, 238))
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 660, 900), outline=(90, 90, 96), width=3)
    for n in range(6):
        y = 200 + n * 70
        draw.line((100, y, 620, y), fill=(170, 170, 176), width=2)
        draw.rectangle((110, y - 34, 250 + n * 37 % 190, y - 14), fill=(120, 120, 128))
    draw.text((330, 650), f"{fen / 100:.2f}", fill=(40, 40, 46), font_size=64)
    draw.ellipse((380, 720, 560, 900), outline=(190, 40, 40), width=6)
    return image


def stairs(*, cluttered: bool) -> Image.Image:
    """A landing between two floors, full of boxes or cleared."""
    image = _sky((206, 202, 190), (170, 164, 150))
    draw = ImageDraw.Draw(image)
    for n in range(9):
        left, top = 430 + n * 52, 600 - n * 46
        draw.rectangle((left, top, 960, top + 46), fill=(150 - n * 4, 144 - n * 4, 134 - n * 4))
    draw.rectangle((60, 110, 290, 560), fill=(112, 78, 58), outline=(80, 54, 40), width=8)
    draw.ellipse((252, 330, 272, 350), fill=(206, 176, 90))
    if cluttered:
        boxes = [
            (180, 500, 330, 640),
            (300, 540, 430, 660),
            (210, 400, 320, 505),
            (60, 590, 190, 690),
        ]
        for n, box in enumerate(boxes):
            draw.rectangle(
                box, fill=(186 - n * 12, 146 - n * 10, 98), outline=(110, 84, 54), width=5
            )
            draw.line((box[0], (box[1] + box[3]) // 2, box[2], (box[1] + box[3]) // 2),
                      fill=(216, 190, 140), width=9)  # fmt: skip
    return image


def take(image: Image.Image) -> Picture:
    """Looked at and stored as one that somebody sends."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    safe = photos.look(out.getvalue())
    return Picture(photos.store(safe), safe.sha256, safe.width, safe.height)


def murmur(rng: random.Random, seconds: int = 7, rate: int = 8000) -> Sound:
    """A hum that rises and falls like somebody speaking, without a word in it."""
    samples, phase, pitch = [], 0.0, 170.0
    for n in range(seconds * rate):
        if n % (rate // 5) == 0:
            pitch = rng.uniform(130, 230)
        phase += 2 * math.pi * pitch / rate
        loud = max(0.0, math.sin(2 * math.pi * 2.1 * n / rate)) * 0.5
        tone = math.sin(phase) + 0.4 * math.sin(2 * phase) + 0.2 * math.sin(3 * phase)
        samples.append(int(9000 * loud * tone))
    sound = struct.pack(f"<{len(samples)}h", *samples)
    form = struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", sound)
    voice = voices.look(b"RIFF" + struct.pack("<I", len(body)) + body)
    return Sound(voices.store(voice), voice.kind, voice.sha256, len(voice.content), voice.seconds)


def _chunk(name: bytes, part: bytes) -> bytes:
    return name + struct.pack("<I", len(part)) + part
