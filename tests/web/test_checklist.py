"""GET /checklist: whole, and sent once."""

from __future__ import annotations

from tests.support.site import Site


async def test_the_checklist_is_sent_once_per_version(site: Site) -> None:
    ahlers = await site.user("ahlers")
    answer = await ahlers.get("/checklist")
    assert answer.json["version"] == site.house.checklist.version
    assert set(answer.json["items"]) == set(site.house.checklist.items)
    tag = answer.headers["ETag"]
    again = await ahlers.get("/checklist", headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    assert (await ahlers.get("/checklist", headers={"If-None-Match": '"other"'})).status == 200
