"""The demo's past: case files become operations and pictures, and the real parts refuse none of them."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from inspection.adapters.case_file import load_case, read_case_file
from inspection.adapters.templates_yaml import load_checklist
from inspection.app import build, prepare
from inspection.bundled import demo_cases_dir, protocol_templates_dir
from inspection.commands.demo import seed_of
from inspection.commands.virtual_customer import SUBJECTS_BY_WORD, subject_of
from inspection.domain.consultation import State
from inspection.services.demo_cases import photos_of
from inspection.services.demo_people import PAST, UTILITY, UTILITY_PHONE, PastVisit
from inspection.settings import Settings
from signaling.media.scene import SUBJECTS


@pytest.mark.parametrize("past", PAST, ids=lambda past: past.case)
def test_each_case_is_valid_and_its_pictures_can_be_drawn(past: PastVisit) -> None:
    path = demo_cases_dir() / f"{past.case}.yaml"
    load_case(path, load_checklist(protocol_templates_dir()))
    data = read_case_file(path)
    assert isinstance(data, dict)
    assert {subject for _, _, subject in photos_of(data)} <= set(SUBJECTS)


async def plain(subject: str) -> bytes:
    """A picture quickly drawn, of another colour for each subject."""
    file = BytesIO()
    Image.new("RGB", (800, 600), f"hsl({sorted(SUBJECTS).index(subject) * 7}, 60%, 50%)").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.long
async def test_the_past_is_written_once_and_ends_in_review_and_released(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspection.commands.demo.draw", plain)
    settings = Settings(data=tmp_path, demo=True, workers=1)
    house = build(settings)
    await prepare(house)
    utility = await house.users.ensure_utility(UTILITY, UTILITY_PHONE)
    await house.workers.start()
    await house.jobs.start()
    try:
        for _ in range(2):
            seed = seed_of(house, settings)
            await seed.today(utility.id)
            async with asyncio.timeout(200):
                await seed.past()
        states: dict[str, State] = {}
        async with house.storage.read() as tx:
            for past in PAST:
                row = await seed._find(past.visit, None)
                assert row is not None
                states[past.case] = row.consultation.state
                stored = await tx.photos.all(row.consultation.id)
                assert len(stored) == len(list(photos_of(seed._cases[past.case])))
                assert row.consultation.ended_at is not None
                version = await tx.protocols.latest(row.consultation.id, "de")
                if past.released:
                    assert version is not None
                    assert version.state == "ready"
    finally:
        await house.jobs.stop()
        await house.workers.stop()
        await house.close()
    assert states == {"luetjens": State.RELEASED, "nordkai": State.RELEASED, "yildiz": State.IN_REVIEW}
    assert "demo case" not in caplog.text


def test_a_still_request_points_at_what_it_names() -> None:
    assert subject_of({"label": "Bodenablauf Waschküche", "item": "drain_photo"}) == "floor_drain"
    assert subject_of({"label": "Rückstauverschluss", "item": "dev_photo"}) == "valve"
    assert subject_of({"label": "Heizungsraum", "item": "room_photo"}) == "boiler_room"
    assert subject_of({"item": "street_ref_point"}) == "kerb"
    assert subject_of({"item": "org_insurance"}) is None
    assert {subject for _, subject in SUBJECTS_BY_WORD} <= set(SUBJECTS)
