"""Sending a stored file to whom it belongs."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web


def send_file(
    path: Path, *, content_type: str, max_age_s: int = 0, name: str | None = None, download: bool = False
) -> web.FileResponse:
    """The file, with ranges and an ETag. No proxy may keep it; a browser asks again after `max_age_s`.

    `name` is how it is called when saved.
    """
    if not path.is_file():
        raise FileNotFoundError(path)  # the record says it is there: our mistake, to be logged as one
    headers = {
        "Cache-Control": f"private, max-age={max_age_s}" if max_age_s else "private, no-cache",
        "Content-Type": content_type,
        "Vary": "Cookie",
    }
    if name is not None:
        headers["Content-Disposition"] = f'{"attachment" if download else "inline"}; filename="{name}"'
    return web.FileResponse(path, headers=headers)
