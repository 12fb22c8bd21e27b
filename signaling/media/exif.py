"""What a phone writes into its photographs, place included: so that removing it can be tested."""

from __future__ import annotations

from datetime import datetime

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

LATITUDE = (53.0, 4.0, 36.5)
LONGITUDE = (8.0, 48.0, 12.25)
"Degrees, minutes, seconds north and east: a place in the river Weser, where nobody lives."


def exif(taken_at: datetime, orientation: int, flash: bool) -> bytes:
    """The EXIF block of a still; `orientation` as in EXIF 2.3, 4.6.4 (1 upright, 6 turned right to view)."""
    head = Image.Exif()
    stamp = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    head[Base.Make] = "Kellerblick"
    head[Base.Model] = "Virtuelle Kundin"
    head[Base.Software] = "kellerblick"
    head[Base.Orientation] = orientation
    head[Base.DateTime] = stamp
    details = head.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = stamp
    details[Base.OffsetTimeOriginal] = taken_at.strftime("%z")[:3] + ":" + taken_at.strftime("%z")[3:]
    details[Base.ExposureTime] = 1 / 33
    details[Base.FNumber] = 1.8
    details[Base.ISOSpeedRatings] = 640
    details[Base.FocalLength] = 5.4
    details[Base.Flash] = 9 if flash else 16
    place = head.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef] = "N"
    place[GPS.GPSLatitude] = LATITUDE
    place[GPS.GPSLongitudeRef] = "E"
    place[GPS.GPSLongitude] = LONGITUDE
    place[GPS.GPSAltitude] = 3.0
    return head.tobytes()
