"""Copy the browser packages that npm brought into `static/vendor/`, where pages and the wheel find them.

Run by `make install`. Nothing of it is in git: `package-lock.json` pins it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

# Weights of the PDF's text; the symbol fonts carry arrows, ≥ and ▽ that Noto Sans lacks.
FONTS = {
    "noto-sans": ("400-normal", "600-normal", "700-normal", "400-italic"),
    "noto-sans-math": ("400-normal",),
    "noto-sans-symbols-2": ("400-normal",),
}


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    copy_lit()
    for family, styles in FONTS.items():
        copy_font(family, styles)


def copy_lit() -> None:
    source, target = MODULES / "lit-html", VENDOR / "lit-html"
    for path in [*source.glob("*.js"), *source.glob("directives/*.js"), source / "LICENSE"]:
        if "/node/" not in path.as_posix():
            copy(path, target / path.relative_to(source))


def copy_font(family: str, styles: tuple[str, ...]) -> None:
    source, target = MODULES / "@fontsource" / family, VENDOR / "fonts" / family
    copy(source / "LICENSE", target / "LICENSE")
    copy(source / "unicode.json", target / "unicode.json")
    for style in styles:
        for path in source.glob(f"files/{family}-*-{style}.woff2"):
            copy(path, target / path.name)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
