"""The API's description: each route is in it, each answer has the shape it promises."""

from __future__ import annotations

import re
from typing import Any

from tests.support.site import Site


async def _document(site: Site) -> dict[str, Any]:
    document: dict[str, Any] = (await (await site.person()).get("/openapi.json")).json
    return document


async def test_each_route_of_the_api_is_described(site: Site) -> None:
    document = await _document(site)
    routes = {
        (route.method.lower(), resource.canonical)
        for resource in site.app.router.resources()
        for route in resource
        if resource.canonical.startswith("/api/v1/") and route.method != "HEAD"
    }
    described = {(method, path) for path, methods in document["paths"].items() for method in methods}
    undescribed = {("get", "/api/v1/openapi.json"), ("get", "/api/v1/consultations/{id}/call")}
    assert routes - undescribed == {entry for entry in described if entry[0] != "head"}


async def test_every_reference_leads_somewhere(site: Site) -> None:
    document = await _document(site)
    references = set(re.findall(r"'#/components/schemas/(\w+)'", str(document)))
    assert references <= set(document["components"]["schemas"])
    assert {"Summary", "ConsultationIn", "Error"} <= references | {"Error"}
    for path, methods in document["paths"].items():
        for operation in methods.values():
            named = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))
            assert "default" in operation["responses"]
