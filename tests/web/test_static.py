"""Browser code: compressed, kept by ETag, fresh when the file changes, announced before it is imported."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from inspection.bundled import static_dir
from inspection.web.static_files import StaticFiles
from tests.support.site import Site


async def test_text_is_compressed_for_who_takes_it(site: Site) -> None:
    person = await site.person()
    path = "/static/shared/api.js"
    plain = await person.call("GET", path, headers={"Accept-Encoding": "identity"})
    small = await person.call("GET", path, headers={"Accept-Encoding": "gzip"})
    assert plain.body == small.body == (static_dir() / "shared/api.js").read_bytes()
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert int(small.headers["Content-Length"]) < len(plain.body) / 2
    assert small.headers["ETag"] == plain.headers["ETag"]
    assert plain.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert (plain.headers["Cache-Control"], plain.headers["Vary"]) == ("no-cache", "Accept-Encoding")


async def test_what_the_browser_has_is_not_sent_again(site: Site) -> None:
    person = await site.person()
    tag = (await person.call("GET", "/static/shared/api.js")).headers["ETag"]
    again = await person.call("GET", "/static/shared/api.js", headers={"If-None-Match": tag})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)


async def test_nothing_outside_the_folder_is_served(site: Site) -> None:
    person = await site.person()
    for path in (
        "",
        "shared",
        "shared/",
        "%2e%2e/pyproject.toml",
        "..%2fpyproject.toml",
        "/etc/passwd",
        "a%00b",
    ):
        assert (await person.call("GET", f"/static/{path}")).status in (400, 404), path


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text("one")
    files = StaticFiles(tmp_path)
    first = files.read("a.js")
    assert files.read("a.js") is first
    file.write_text("another")
    assert files.read("a.js").body == b"another"
    assert files.read("a.js").tag != first.tag
    assert gzip.decompress(StaticFiles(static_dir()).read("shared/api.js").gzipped or b"")


def test_modules_are_found_through_all_ways_to_import(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "page/main.js").write_text(
        'import { a,\n  b } from "../shared/a.js";\nimport "./side.js";\nexport * from "./out.js";\n'
        '/** @typedef {import("./types.js").T} T */\nconst later = () => import("./later.js");\n'
        'import { x } from "https://elsewhere.example/x.js";\n'
    )
    (tmp_path / "page/side.js").write_text('import "./main.js";')
    (tmp_path / "page/out.js").write_text("")
    (tmp_path / "page/later.js").write_text("")
    (tmp_path / "page/types.js").write_text("")
    (tmp_path / "shared/a.js").write_text('import "./missing.js";')
    assert StaticFiles(tmp_path).modules("page/main.js") == [
        "/static/shared/a.js",
        "/static/page/side.js",
        "/static/page/out.js",
    ]


async def test_each_page_announces_its_modules_and_each_is_there(site: Site) -> None:
    ahlers = await site.user("ahlers")
    for path in ("/join", "/sign-in", "/consultant", "/office"):
        page = (await ahlers.call("GET", path)).text
        modules = re.findall(r'<link rel="modulepreload" href="([^"]+)">', page)
        assert "/static/vendor/lit-html/lit-html.js" in modules, path
        for module in modules:
            assert (await ahlers.call("GET", module)).status == 200, module
