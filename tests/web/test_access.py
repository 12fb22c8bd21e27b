"""Who may see and change what: other utilities, other consultants, the office, customers."""

from __future__ import annotations

from tests.support.site import Person, Site, operation

CHANGES = ("start", "finish", "release", "invitations")


async def _joined(site: Site, ahlers: Person, consultation: str) -> Person:
    customer = await site.person()
    answer = await customer.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    assert answer.status == 200
    return customer


async def test_another_utility_does_not_even_learn_that_it_exists(site: Site) -> None:
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    for role in ("consultant", "office", "admin"):
        stranger = await site.user(f"fremd-{role}", role, await site.other_utility())
        assert (await stranger.get("/consultations")).json["total"] == 0
        for path in ("", "/operations", "/photos", "/protocol"):
            answer = await stranger.get(f"/consultations/{consultation}{path}")
            assert (answer.status, answer.code) == (404, "not_found"), path
        for path in CHANGES:
            assert (await stranger.post(f"/consultations/{consultation}/{path}")).status == 404, path
        assert (await stranger.append(consultation, operation("building", "building_units", 1))).status == 404
        assert (await stranger.get("/consultations/" + "0" * 36)).json == answer.json


async def test_another_consultant_may_watch_but_not_change(site: Site) -> None:
    ahlers, brandt = await site.user("ahlers"), await site.user("brandt")
    consultation = await ahlers.new_consultation()
    assert (await brandt.get(f"/consultations/{consultation}")).status == 200
    assert (await brandt.get(f"/consultations/{consultation}/operations")).status == 200
    for path in CHANGES:
        answer = await brandt.post(f"/consultations/{consultation}/{path}")
        assert (answer.status, answer.code) == (403, "not_allowed"), path
    answer = await brandt.append(consultation, operation("building", "building_units", 1))
    assert (answer.status, answer.code) == (403, "not_allowed")
    assert (await brandt.get("/consultations")).json["total"] == 0


async def test_the_office_prepares_and_invites_but_does_not_lead(site: Site) -> None:
    ahlers, office = await site.user("ahlers"), await site.user("buero", "office")
    consultation = await ahlers.new_consultation()
    assert (await office.get("/consultations")).json["total"] == 1
    answer = await office.append(consultation, operation("building", "building_units", 1))
    assert answer.json["refused"] == []
    assert (await office.post(f"/consultations/{consultation}/invitations")).status == 201
    for path in ("start", "finish", "release"):
        assert (await office.post(f"/consultations/{consultation}/{path}")).status == 403


async def test_a_consultation_of_nobody_goes_to_who_starts_it(site: Site) -> None:
    ahlers, brandt, office = (
        await site.user("ahlers"),
        await site.user("brandt"),
        await site.user("buero", "office"),
    )
    consultation = await office.new_consultation()
    assert [(await person.get("/consultations")).json["total"] for person in (ahlers, brandt)] == [1, 1]
    started = await brandt.post(f"/consultations/{consultation}/start")
    assert started.json["consultant"]["name"] == "Brandt"
    assert (await ahlers.post(f"/consultations/{consultation}/start")).status == 403


async def test_a_customer_sees_the_own_consultation_and_nothing_else(site: Site) -> None:
    ahlers = await site.user("ahlers")
    mine, other = await ahlers.new_consultation("A"), await ahlers.new_consultation("B")
    customer = await _joined(site, ahlers, mine)
    for path in ("/me", "/consultations", f"/consultations/{mine}", f"/consultations/{mine}/operations"):
        answer = await customer.get(path)
        assert (answer.status, answer.code) == (401, "not_signed_in"), path
    assert (await customer.append(mine, operation("building", "building_units", 1))).status == 401
    assert (await customer.post(f"/consultations/{mine}/finish")).status == 401
    assert (await customer.get("/checklist")).status == 200
    body = {"purpose": "stills", "given": True, "text_version": "x", "language": "de", "how": "click"}
    assert (await customer.post(f"/consultations/{mine}/consent", body)).code == "consent_text_version"
    text_version = (await customer.get("/customer/consultation")).json["consent"]["text_version"]
    body["text_version"] = text_version
    assert (await customer.post(f"/consultations/{other}/consent", body)).status == 404
    assert (await customer.post(f"/consultations/{mine}/consent", body)).status == 201


async def test_without_a_session_there_is_nothing(site: Site) -> None:
    person = await site.person()
    for method, path in (
        ("GET", "/me"),
        ("GET", "/checklist"),
        ("GET", "/consultations"),
        ("POST", "/consultations"),
        ("GET", "/consultations/x"),
        ("POST", "/consultations/x/start"),
        ("GET", "/consultations/x/operations"),
        ("POST", "/consultations/x/operations"),
        ("POST", "/consultations/x/invitations"),
        ("GET", "/consultations/x/photos"),
        ("GET", "/consultations/x/protocol"),
        ("GET", "/consultations/x/call"),
        ("GET", "/customer/consultation"),
    ):
        assert (await person.call(method, "/api/v1" + path)).status == 401, path


async def test_a_browser_that_is_both_acts_as_the_page_it_asks_from(site: Site) -> None:
    """A demo on one machine: consultant in one tab, customer in the other."""
    ahlers = await site.user("ahlers")
    consultation = await ahlers.new_consultation()
    await ahlers.post("/invitation/exchange", {"secret": await ahlers.invite(consultation)})
    welcome = (await ahlers.get("/customer/consultation")).json
    body = {
        "purpose": "stills",
        "given": True,
        "text_version": welcome["consent"]["text_version"],
        "language": "de",
    }
    path = f"/consultations/{consultation}/consent"
    as_customer = {"headers": {"Referer": f"{site.url}/join"}}
    as_consultant = {"headers": {"Referer": f"{site.url}/consultant/consultations/{consultation}"}}
    assert (await ahlers.post(path, body | {"how": "click"}, **as_customer)).status == 201
    assert (await ahlers.post(path, body | {"how": "click"}, **as_consultant)).code == "consent_how"
    assert (await ahlers.post(path, body | {"how": "oral"}, **as_consultant)).status == 201
