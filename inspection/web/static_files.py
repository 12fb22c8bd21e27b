"""Browser code: small files from memory, compressed; and which modules a page will need.

A phone at the far end of the basement pays for every round trip: each module of a page is announced in its
head (`modulepreload`), so that they come side by side and not one import after another. And a page names its
files by an address with the version in it (`/static/~5f0e…/customer/main.js`, which their imports inherit): a
browser that has been here before asks for none of them again.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import mimetypes
import os
import posixpath
import re
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aiohttp import ETag, hdrs, web

URL = "/static/"
MISSING_FILE = "shared/missing-file.js"
VERSIONED = f"{URL}~"
FOR_EVER = "max-age=31536000, immutable"
LOOK_EVERY_S = 1.0  # whether a file has changed
IN_MEMORY_BYTES = 512 * 1024  # larger ones (fonts) come from disk
WORTH_COMPRESSING_BYTES = 600
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
COMPRESSED = ("text/", "image/svg+xml", "application/json")
BARE = {"lit-html": "vendor/lit-html/lit-html.js"}
"Names of the import map; `lit-html/…` lies in the same folder."

_VERSIONED = re.compile(r"~([0-9a-f]+)/")
_LINK = re.compile(rf'((?:href|src)="){URL}(?!~)')
_REMARK = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)$", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r'^\s*(?:import|export)\b[^;"\']*["\']([^"\']+)["\']', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class StaticFile:
    body: bytes
    content_type: str
    stamp: tuple[int, int]
    "Modification time (ns) and size it was read with."

    @cached_property
    def tag(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:32]

    @cached_property
    def gzipped(self) -> bytes | None:
        is_text = self.content_type.startswith(COMPRESSED)
        if not is_text or len(self.body) < WORTH_COMPRESSING_BYTES:
            return None
        return gzip.compress(self.body, 9, mtime=0)


def without_remarks(source: str) -> str:
    """Remarks that have their lines for themselves are a third of what a phone would load. The lines stay."""
    return _REMARK.sub(lambda remark: "\n" * remark[0].count("\n"), source)


class StaticFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._files: dict[str, StaticFile] = {}
        self._modules: dict[str, list[str]] = {}
        self._stamps: tuple[tuple[str, int, int], ...] = ()
        self._version = ""
        self._looked_at = float("-inf")

    @property
    def version(self) -> str:
        """Another one after any change to any file."""
        now = time.monotonic()
        if now - self._looked_at >= LOOK_EVERY_S:
            self._looked_at = now
            with contextlib.suppress(FileNotFoundError):  # being replaced just now: seen next time
                self._look()
        return self._version

    @property
    def prefix(self) -> str:
        """What the addresses of a page's files begin with."""
        return f"{VERSIONED}{self.version}/"

    @property
    def import_map(self) -> str:
        vendor = f"{self.prefix}vendor/lit-html/"
        return json.dumps({"imports": {"lit-html": f"{vendor}lit-html.js", "lit-html/": vendor}})

    @property
    def missing_file(self) -> str:
        """What to do when a file of the page does not arrive: the one script that is no file itself."""
        return self.read(MISSING_FILE).body.decode().strip()

    @property
    def inline_hashes(self) -> str:
        """Allow what stands in the page itself, as sources of the Content-Security-Policy."""
        digests = (
            hashlib.sha256(script.encode()).digest() for script in (self.import_map, self.missing_file)
        )
        return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    def with_version(self, page: str) -> str:
        """A page whose links and scripts name our files by their version."""
        return _LINK.sub(rf"\g<1>{self.prefix}", page)

    async def get(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["path"]
        versioned = _VERSIONED.match(name)
        if versioned is None:
            return self._answer(request, name)
        response = self._answer(request, name[versioned.end() :])
        if (
            versioned[1] == self.version
        ):  # a page from before an update gets what is there now, but keeps it not
            response.headers[hdrs.CACHE_CONTROL] = FOR_EVER
            response.etag = None
        else:
            response.headers[hdrs.CACHE_CONTROL] = "no-cache"
        return response

    def _answer(self, request: web.Request, name: str) -> web.StreamResponse:
        path = self._path(name)
        if path is None:
            raise web.HTTPNotFound
        if path.stat().st_size > IN_MEMORY_BYTES:
            return web.FileResponse(path, headers={hdrs.CONTENT_TYPE: _type_of(path)})
        file = self.read(name)
        if request.if_none_match and any(tag.value in (file.tag, "*") for tag in request.if_none_match):
            response = web.Response(status=304, headers={hdrs.VARY: hdrs.ACCEPT_ENCODING})
        else:
            response = _whole(request, file)
        response.etag = ETag(file.tag)
        return response

    def read(self, name: str) -> StaticFile:
        """The file as it is on disk now. Raises FileNotFoundError."""
        path = self._path(name)
        if path is None:
            raise FileNotFoundError(name)
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        file = self._files.get(name)
        if file is None or file.stamp != stamp:
            file = self._files[name] = StaticFile(_body(path), _type_of(path), stamp)
        return file

    def modules(self, name: str) -> list[str]:
        """URLs of all modules that `name` imports, and those import, the nearest first; not itself."""
        prefix = self.prefix
        if name not in self._modules:
            found = [name]
            for module in found:
                found.extend(imported for imported in self._imports(module) if imported not in found)
            self._modules[name] = found[1:]
        return [prefix + module for module in self._modules[name]]

    def _look(self) -> None:
        stamps = _stamps(self._folder)
        if stamps == self._stamps:
            return
        content = hashlib.sha256()
        for name, _, size in stamps:
            content.update(f"{name}\0{size}\0".encode() + (self._folder / name).read_bytes())
        self._stamps, self._version = stamps, content.hexdigest()[:16]
        self._modules.clear()

    def _imports(self, name: str) -> list[str]:
        if self._path(name) is None:
            return []
        source = _COMMENT.sub("", self.read(name).body.decode())
        resolved = (_resolve(name, target) for target in _IMPORT.findall(source))
        return list(dict.fromkeys(target for target in resolved if target and self._path(target)))

    def _path(self, name: str) -> Path | None:
        """None for what is no file below the folder."""
        if "\0" in name:
            return None
        path = (self._folder / name).resolve()
        return path if path.is_relative_to(self._folder) and path.is_file() else None


def _stamps(folder: Path, below: str = "") -> tuple[tuple[str, int, int], ...]:
    """Name, modification time (ns) and size of each file. Each second: Path costs six times as much."""
    found: list[tuple[str, int, int]] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                found.extend(_stamps(Path(entry.path), f"{below}{entry.name}/"))
            elif entry.is_file():
                stat = entry.stat()
                found.append((below + entry.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _body(path: Path) -> bytes:
    """What others wrote goes out as they wrote it, their licences with it."""
    body = path.read_bytes()
    ours = path.suffix in (".js", ".css") and "vendor" not in path.parts
    return without_remarks(body.decode()).encode() if ours else body


def _whole(request: web.Request, file: StaticFile) -> web.Response:
    headers = {hdrs.CONTENT_TYPE: file.content_type, hdrs.VARY: hdrs.ACCEPT_ENCODING}
    if file.gzipped is not None and "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        return web.Response(body=file.gzipped, headers={**headers, hdrs.CONTENT_ENCODING: "gzip"})
    return web.Response(body=file.body, headers=headers)


def _resolve(importer: str, target: str) -> str | None:
    """The file an import names; None for what is not ours."""
    if target.startswith("."):
        return posixpath.normpath(posixpath.join(posixpath.dirname(importer), target))
    if target.startswith("lit-html/"):
        return f"vendor/{target}"
    return BARE.get(target)


def _type_of(path: Path) -> str:
    plain = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{plain}; charset=utf-8" if plain.startswith("text/") else plain
