"""Work that costs processor time or reads strangers' files, done in processes of its own with limits.

The server starts `serve` in fresh (`spawn`) processes and talks JSON over a pipe, never pickles: what a
broken decoder might make of a worker must not reach the server. A worker ends when its pipe closes, and at
once when the server dies, so a killed server leaves none.

    server → worker   {"task": "scale_photo", "arguments": {…}}
    worker → server   {"kind": "ready"}                                    once, then per task:
                      {"kind": "progress", "done": 0.4, "step": "…"}       any number
                      {"kind": "done", "result": {…}}                      one of these three
                      {"kind": "refused", "code": "…"}
                      {"kind": "crashed", "trace": "…"}
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib
import json
import multiprocessing
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from inspection import __version__
from inspection.adapters import protocol_pdf
from inspection.adapters.catalogues import Catalogues
from inspection.adapters.full_disk import is_full
from inspection.adapters.paper_pages import make_pages
from inspection.adapters.photo_redaction import redact_photo
from inspection.adapters.photo_scaling import scale_photo
from inspection.adapters.protocol_wording import load_wording
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import locale_dir, protocol_templates_dir, static_dir
from inspection.domain.assess import assess
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.errors import CaseError, RefusalError
from inspection.domain.languages import LANGUAGES
from inspection.domain.photo import StorageFullError
from inspection.domain.protocol_document import Utility, Wording, build_document
from inspection.domain.redaction import Box

MEMORY_LIMIT_BYTES = 2 * 1024**3  # address space; a picture of 50 MP decodes to 200 MB
CPU_LIMIT_S = 120  # per task; a protocol of 60 photos takes under 10
BUILT = 0.05  # how much of a protocol's progress building the document is
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
NICENESS = 5  # calls and answers go before work in the background

Progress = Callable[[float, str], None]
"""Told how much is done (0 to 1) and the step's name."""


class CaseRefusedError(RefusalError):
    """The case does not fit the checklist any more."""

    code = "protocol_case_invalid"


@dataclass(frozen=True)
class RenderedProtocol:
    """A finished PDF, not yet in the store; only `document_sha256` when it would be the same as before."""

    document_sha256: str
    "Of everything that decides the PDF's bytes: same document, same pictures, same hash."
    unchanged: bool
    path: str | None = None
    pdf_sha256: str | None = None
    bytes: int | None = None
    pages: int | None = None


def render_protocol(payload: Mapping[str, Any], progress: Progress) -> RenderedProtocol:
    """Judge a case, build its document and render it, unless that is what `unless` already names.

    `payload`: `case` (a case file's contents), `language`, `utility` (the fields of `Utility`), `photos`
    (id → {path, sha256} of print copies), `templates` (folder), `out_dir`, `unless` (a hash or None).
    Raises CaseRefusedError.
    """
    progress(0.0, "build")
    templates = _templates(Path(payload["templates"]))
    try:
        case = parse_case(payload["case"], templates.checklist)
    except CaseError as error:
        raise CaseRefusedError from error
    assessment = assess(templates.checklist, case)
    photos: Mapping[str, Mapping[str, str]] = payload["photos"]
    document = build_document(
        templates.checklist,
        case,
        assessment,
        tuple(photos),
        templates.wordings[payload["language"]],
        Utility(**payload["utility"]),
    )
    pictures = sorted((photo_id, photo["sha256"]) for photo_id, photo in photos.items())
    told = json.dumps([__version__, asdict(document), pictures], default=str, sort_keys=True)
    fingerprint = hashlib.sha256(told.encode()).hexdigest()
    if fingerprint == payload["unless"]:
        return RenderedProtocol(fingerprint, unchanged=True)
    progress(BUILT, "render")
    rendered = protocol_pdf.render_protocol(
        document,
        {photo_id: Path(photo["path"]) for photo_id, photo in photos.items()},
        protocol_pdf.Look.of(Path(payload["templates"]), static_dir()),
        lambda done: progress(BUILT + (1 - BUILT) * done, "render"),
    )
    path = Path(payload["out_dir"]) / "protocol.pdf"
    path.write_bytes(rendered.pdf)
    return RenderedProtocol(
        document_sha256=fingerprint,
        unchanged=False,
        path=str(path),
        pdf_sha256=hashlib.sha256(rendered.pdf).hexdigest(),
        bytes=len(rendered.pdf),
        pages=rendered.pages,
    )


@dataclass(frozen=True)
class _Templates:
    checklist: Checklist
    wordings: Mapping[str, Wording]


@cache
def _templates(folder: Path) -> _Templates:
    """Read once for the life of the worker; a server with other templates starts other workers."""
    catalogues = Catalogues.load(locale_dir())
    wordings = {language: load_wording(language, catalogues, folder) for language in LANGUAGES}
    return _Templates(load_checklist(folder), wordings)


def _task_render_protocol(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    return asdict(render_protocol(arguments, progress))


def _task_scale_photo(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    return asdict(scale_photo(Path(arguments["path"]), Path(arguments["out_dir"])))


def _task_draw_paper(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    return asdict(make_pages(Path(arguments["path"]), Path(arguments["out_dir"])))


def _task_redact_photo(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    boxes = [Box(**box) for box in arguments["boxes"]]
    return asdict(redact_photo(Path(arguments["path"]), boxes, Path(arguments["out_dir"])))


Task = Callable[[Mapping[str, Any], Progress], dict[str, Any]]
TASKS: Mapping[str, Task] = {
    "scale_photo": _task_scale_photo,
    "draw_paper": _task_draw_paper,
    "redact_photo": _task_redact_photo,
    "render_protocol": _task_render_protocol,
}


def serve(connection: Connection) -> None:
    """Entry point of a worker process: tasks in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's; it closes the pipe
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no photo of a basement in a core dump
    os.nice(NICENESS)
    _die_with_server()
    _warm_up()
    with contextlib.suppress(EOFError, OSError):
        _send(connection, kind="ready")
        while True:
            request = json.loads(connection.recv_bytes())
            _limit_cpu()
            _send(connection, **_answer(request, connection))


def _die_with_server() -> None:
    """Even in the middle of a task: its job begins again with the next server, and need not share there."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    server = multiprocessing.parent_process()
    if server is not None and not server.is_alive():
        sys.exit(1)  # it died before that, and nobody will ever ask


def _warm_up() -> None:
    """What the first protocol would otherwise wait for: reading the templates, importing WeasyPrint."""
    _templates(protocol_templates_dir())
    importlib.import_module("weasyprint")


def _answer(request: Mapping[str, Any], connection: Connection) -> dict[str, Any]:
    def progress(done: float, step: str) -> None:
        _send(connection, kind="progress", done=done, step=step)

    try:
        return {"kind": "done", "result": TASKS[request["task"]](request["arguments"], progress)}
    except RefusalError as refusal:
        return {"kind": "refused", "code": refusal.code}
    except Exception as error:
        if isinstance(error, OSError) and is_full(error):
            return {"kind": "refused", "code": StorageFullError.code}
        return {"kind": "crashed", "trace": traceback.format_exc()}


def _limit_cpu() -> None:
    """Past the soft limit the kernel ends the process; only the soft one can be moved on later."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + CPU_LIMIT_S
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _send(connection: Connection, **message: Any) -> None:
    connection.send_bytes(json.dumps(message).encode())
