"""What a consultation took, beside what the utility says a visit takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspection.services.efforts import EffortSettingError
from tests.support.site import operation, running_site


async def test_minutes_by_phase_beside_a_visit(tmp_path: Path) -> None:
    async with running_site(tmp_path) as site:
        person = await site.user("ahlers")
        consultation = await person.new_consultation()
        path = f"/consultations/{consultation}"
        nothing = {"whole": None, "phases": None, "writing_up": None, "visit": None, "travel": None}
        assert (await person.get(f"{path}/effort")).json == nothing

        await person.post(f"{path}/start")
        now = datetime.now(UTC)
        for number, (place, minutes_ago) in enumerate((("outside", 8), ("closing", 5))):
            at = {"at": (now - timedelta(minutes=minutes_ago)).isoformat()}
            told = (("exists", True), ("place", place))
            written = await person.append(
                consultation, *(operation(f"visit:v{number}", name, value) | at for name, value in told)
            )
            assert written.status == 200, written.text
        utility, efforts = await site.utility(), site.house.efforts
        await efforts.choose(utility.id, visit_minutes=60, travel_minutes=None)
        await efforts.choose(utility.id, visit_minutes=None, travel_minutes=40)
        found = (await person.get(f"{path}/effort")).json
        assert (found["visit"], found["travel"], found["writing_up"]) == (60, 40, None)
        assert found["phases"]["outside"] == 3
        assert found["phases"]["closing"] >= 5
        assert found["whole"] < 5
        for wrong in (-1, 24 * 60 + 1):
            with pytest.raises(EffortSettingError):
                await efforts.choose(utility.id, visit_minutes=wrong)
