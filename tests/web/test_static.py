"""Browser code: compressed, kept by ETag, fresh when the file changes, announced before it is imported."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

from inspection.bundled import static_dir
from inspection.web import static_files
from inspection.web.static_files import StaticFiles, without_remarks
from tests.support.site import Site

ROOT = Path(__file__).resolve().parents[2]


async def test_text_is_compressed_for_who_takes_it(site: Site) -> None:
    person = await site.person()
    path = "/static/shared/api.js"
    plain = await person.call("GET", path, headers={"Accept-Encoding": "identity"})
    small = await person.call("GET", path, headers={"Accept-Encoding": "gzip"})
    assert plain.body == small.body
    assert plain.body.decode() == without_remarks((static_dir() / "shared/api.js").read_text())
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
    files = StaticFiles(tmp_path)
    assert files.modules("page/main.js") == [
        f"{files.prefix}shared/a.js",
        f"{files.prefix}page/side.js",
        f"{files.prefix}page/out.js",
    ]


async def test_each_page_announces_its_modules_and_each_is_there(site: Site) -> None:
    ahlers = await site.user("ahlers")
    for path in ("/join", "/sign-in", "/consultant", "/office"):
        page = (await ahlers.call("GET", path)).text
        modules = re.findall(r'<link rel="modulepreload" href="([^"]+)">', page)
        assert any(module.endswith("/vendor/lit-html/lit-html.js") for module in modules), path
        for module in modules:
            assert (await ahlers.call("GET", module)).status == 200, module


def test_nothing_but_remarks_is_left_out(tmp_path: Path) -> None:
    """The compiler prints the same program from both, for each module there is."""
    folder = static_dir()
    modules = [path for path in sorted(folder.rglob("*.js")) if "vendor" not in path.parts]
    pairs = {path.name: [path.read_text(), without_remarks(path.read_text())] for path in modules}
    assert len(pairs) > 50
    assert all(one.count("\n") == other.count("\n") for one, other in pairs.values()), (
        "lines keep their numbers"
    )
    assert sum(len(other) for _, other in pairs.values()) < 0.8 * sum(len(one) for one, _ in pairs.values())
    (tmp_path / "pairs.json").write_text(json.dumps(pairs))
    script = """
      const ts = require("typescript");
      const bare = (text) => ts.createPrinter({ removeComments: true }).printFile(
        ts.createSourceFile("one.js", text, ts.ScriptTarget.Latest));
      for (const [name, [one, other]] of Object.entries(require(process.argv[1])))
        if (bare(one) !== bare(other)) { console.error(name); process.exitCode = 1; }
    """
    done = subprocess.run(
        [ROOT / "deploy" / "node.sh", "node", "-e", script, tmp_path / "pairs.json"],
        capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_what_stands_beside_code_stays(tmp_path: Path) -> None:
    source = 'a(); // one\n/* b */ c();\n/** d\n * e */\n  // f\nconst g = "// h"; /* i\n*/ j();\n'
    assert without_remarks(source) == 'a(); // one\n/* b */ c();\n\n\n\nconst g = "// h"; /* i\n*/ j();\n'
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor/a.js").write_text("/* (c) somebody */\n")
    assert StaticFiles(tmp_path).read("vendor/a.js").body == b"/* (c) somebody */\n"


async def test_a_browser_keeps_what_a_page_names(site: Site) -> None:
    person = await site.user("ahlers")
    page = (await person.call("GET", "/office")).text
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len({link.split("/")[2] for link in named}) == 1, "one version for all"
    for link in named:
        answer = await person.call("GET", link)
        assert answer.headers["Cache-Control"] == "max-age=31536000, immutable", link
        if not link.endswith((".css", ".js")):
            policy = "default-src 'self'; frame-ancestors 'none'"
            assert answer.headers["Content-Security-Policy"] == policy, link
        assert answer.headers["X-Content-Type-Options"] == "nosniff", link
        assert sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) < 360, link
    vendor = named[0].rsplit("/shared/", 1)[0] + "/vendor/lit-html/"
    assert f'"lit-html": "{vendor}lit-html.js"' in page
    older = re.sub("~[0-9a-f]+", "~0123456789abcdef", named[0])
    assert (await person.call("GET", older)).headers["Cache-Control"] == "no-cache"
    assert (await person.call("GET", older)).status == 200


def test_the_version_changes_with_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_files, "LOOK_EVERY_S", 0.0)
    (tmp_path / "page").mkdir()
    (tmp_path / "page/main.js").write_text("")
    files = StaticFiles(tmp_path)
    first = files.prefix
    assert files.prefix == first
    assert files.modules("page/main.js") == []
    (tmp_path / "page/a.js").write_text("export {}")
    second = files.prefix
    (tmp_path / "page/main.js").write_text('import "./a.js";')
    assert len({first, second, files.prefix}) == 3
    assert files.modules("page/main.js") == [f"{files.prefix}page/a.js"]
    again = StaticFiles(tmp_path)
    assert again.prefix == files.prefix, "the same on another node"
    page = f'<link href="/static/a.css"> <img src="/static/b.svg"> <link href="{files.prefix}page/a.js">'
    assert files.with_version(page).count(files.prefix) == 3
    assert files.with_version(page).count("/static/") == 3
