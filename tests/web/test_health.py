"""/healthz, /readyz, /metrics."""

from __future__ import annotations

from tests.support.site import Site


async def test_up_and_ready(site: Site) -> None:
    person = await site.person()
    assert (await person.call("GET", "/healthz")).text == "ok\n"
    ready = await person.call("GET", "/readyz")
    assert (ready.status, ready.json) == (200, {"database": True, "disk": True})


async def test_not_ready_names_what_is_missing(site: Site) -> None:
    async with site.house.engine.connect() as connection:
        await connection.exec_driver_sql("DROP TABLE number_series")
        await connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")
        await connection.exec_driver_sql("ALTER TABLE utilities RENAME TO gone")
        await connection.commit()
    ready = await (await site.person()).call("GET", "/readyz")
    assert (ready.status, ready.json) == (503, {"database": False, "disk": True})


async def test_metrics_name_the_route_and_not_the_consultation(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    await ahlers.get(f"/consultations/{consultation}")
    await ahlers.get("/no/such/path")
    metrics = (await ahlers.call("GET", "/metrics")).text
    assert 'route="/api/v1/consultations/{id}",status="200"' in metrics
    assert 'kellerblick_requests_total{method="GET",route="none",status="404"} 1.0' in metrics
    assert consultation not in metrics
