"""Sending a stored file to whom it belongs."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web


def send_file(
    path: Path, *, content_type: str, name: str | None = None, download: bool = False
) -> web.FileResponse:
    """The file, with ranges. Nobody keeps a copy: what is erased here shall not live on in a browser's cache.

    `name` is how it is called when saved.
    """
    if not path.is_file():
        raise FileNotFoundError(path)  # the record says it is there: our mistake, to be logged as one
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Type": content_type,
        "Vary": "Cookie",
    }
    if name is not None:
        headers["Content-Disposition"] = f'{"attachment" if download else "inline"}; filename="{name}"'
    return web.FileResponse(path, headers=headers)
