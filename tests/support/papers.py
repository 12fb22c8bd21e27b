"""Papers for tests: PDFs and pictures with something on each page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

GPS = 0x8825


def sheet(words: str, size: tuple[int, int] = (620, 877)) -> Image.Image:
    """A page with its name on it."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, size[0] - 20, size[1] - 20), outline="black", width=3)
    draw.text((60, 60), words, fill="black")
    draw.line((60, size[1] - 60, size[0] - 60, 120), fill="blue", width=6)
    return image


def pdf(pages: int = 2, password: str = "") -> bytes:
    """A4 pages with a picture on each."""
    plain, sheets = BytesIO(), [sheet(f"Blatt {number + 1}") for number in range(pages)]
    sheets[0].save(plain, "PDF", save_all=True, append_images=sheets[1:], resolution=75)
    if not password:
        return plain.getvalue()
    locked = BytesIO()
    with pikepdf.open(plain) as document:
        document.save(locked, encryption=pikepdf.Encryption(user=password, owner=password))
    return locked.getvalue()


def jpeg_with_position(size: tuple[int, int] = (640, 480)) -> bytes:
    """A photographed paper whose camera wrote down where it was."""
    image, exif = sheet("Kartenauszug", size), Image.Exif()
    exif[GPS] = {1: "N", 2: (53.0, 12.0, 4.0), 3: "E", 4: (8.0, 35.0, 15.0)}
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def pdf_file(folder: Path, pages: int = 2, name: str = "Hausanschluss.pdf") -> Path:
    path = folder / name
    path.write_bytes(pdf(pages))
    return path
