"""`kellerblick protocol CASE.yaml -o OUT.pdf`: the protocol of a case file as PDF."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "Make the protocol of a case file as PDF."

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE.yaml", help="case file")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf", help="file to write")
    parser.add_argument(
        "--photos", type=Path, metavar="FOLDER", help="pictures; photo:p01 is p01.jpg there (or .png, .webp)"
    )
    parser.add_argument("--no-seal", action="store_true", help="leave the PDF without the electronic seal")
    parser.add_argument("--language", choices=("de", "en"), default="de", help="language of the protocol")
    parser.add_argument(
        "--templates", type=Path, metavar="FOLDER", help="template folder (default: the bundled one)"
    )


def run(args: argparse.Namespace) -> int:
    """0 with the PDF written; 2 with one line that names what is wrong with the case or the folders."""
    from inspection.adapters.case_file import load_case
    from inspection.adapters.catalogues import Catalogues
    from inspection.adapters.protocol_pdf import Look, render_pdf
    from inspection.adapters.protocol_wording import load_wording
    from inspection.adapters.templates_yaml import load_checklist
    from inspection.bundled import locale_dir, protocol_templates_dir, static_dir
    from inspection.domain.assess import assess
    from inspection.domain.errors import CaseError, TemplateError
    from inspection.domain.protocol_document import build_document

    templates = args.templates or protocol_templates_dir()
    catalogues = Catalogues.load(locale_dir())
    try:
        checklist = load_checklist(templates)
    except TemplateError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        case = load_case(args.case, checklist)
    except CaseError as error:
        print(f"{args.case}: {error}".replace("\n", " "), file=sys.stderr)
        return 2
    if args.photos is not None and not args.photos.is_dir():
        print(f"{args.photos}: not a folder; give the folder with the pictures", file=sys.stderr)
        return 2
    photos = find_photos(args.photos)
    wording = load_wording(args.language, catalogues, protocol_templates_dir())
    document = build_document(checklist, case, assess(checklist, case), photos, wording)
    pdf = render_pdf(document, photos, Look.of(protocol_templates_dir(), static_dir()))
    try:
        args.output.write_bytes(pdf)
    except OSError as error:
        print(f"{args.output}: cannot be written ({error.strerror})", file=sys.stderr)
        return 2
    if not args.no_seal:
        print(catalogues.text(args.language, "protocol.command.not_sealed"), file=sys.stderr)
    return 0


def find_photos(folder: Path | None) -> dict[str, Path]:
    """Picture id → file. Where an id has several files, `.jpg` goes before the others."""
    if folder is None:
        return {}
    files = [path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file()]
    order = sorted(files, key=lambda path: (_SUFFIXES.index(path.suffix.lower()), path.name), reverse=True)
    return {path.stem: path for path in order}
