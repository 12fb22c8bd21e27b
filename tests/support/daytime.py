"""A time zone in which it is about noon: "today in half an hour" holds at any hour a test is run."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NOON = 12
_AHEAD = (NOON - datetime.now(UTC).hour + 11) % 24 - 11  # hours of local time before UTC, -11 to 12
DAYTIME = f"Etc/GMT{-_AHEAD:+d}"
"Its name; the sign is the other way round in these (POSIX)."
DAYTIME_ZONE = ZoneInfo(DAYTIME)
