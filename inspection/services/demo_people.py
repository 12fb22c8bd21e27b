"""Who and what a demo begins with: its utility, its users, appointments of today and of the days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from inspection.domain.access import Role
from inspection.domain.consultation import Address, Customer, OfficeFact

UTILITY = "Stadtentwässerung Weserau"
UTILITY_PHONE = "0421 555 01 00"
VISIT_MINUTES, TRAVEL_MINUTES = 60, 40
"Made up, like all of this town."
PASSWORD = "weserau-demo"  # noqa: S105 - shown on the demo's sign-in page


@dataclass(frozen=True)
class SeedUser:
    login: str
    name: str
    salutation: str
    role: Role


USERS = (
    SeedUser("m.ahlers", "Mareike Ahlers", "Frau", Role.CONSULTANT),
    SeedUser("t.brandt", "Tjark Brandt", "Herr", Role.CONSULTANT),
    SeedUser("j.petersen", "Jonas Petersen", "Herr", Role.OFFICE),
    SeedUser("w.onken", "Wiebke Onken", "Frau", Role.ADMIN),
)


@dataclass(frozen=True)
class SeedVisit:
    """An appointment: whose house, and what the office knows of it."""

    customer: Customer
    address: Address
    login: str
    "The consultant's."
    facts: tuple[OfficeFact, ...] = ()


@dataclass(frozen=True)
class PastVisit:
    """A consultation that took place `days_ago`; `case` is the data of a case file."""

    visit: SeedVisit
    case: str
    days_ago: int
    at: time
    released: bool


def _place(street: str, number: str, district: str) -> Address:
    return Address(street=street, number=number, postcode="28999", city="Weserau", district=district)


READY = SeedVisit(
    Customer("Inge Behrens", "Frau", "0421 555 01 17", "inge.behrens@example.org"),
    _place("Deichstraße", "14", "Altwieden"),
    "m.ahlers",
    (
        OfficeFact("building_type", "terraced", "Hausanschlussakte, Baujahr 1904"),
        OfficeFact("building_units", 1, "Hausanschlussakte"),
        OfficeFact("building_basement", "full", "Hausanschlussakte"),
        OfficeFact("sewer_system", "combined", "Kanalkataster, DN 300, Baujahr 1908"),
        OfficeFact("backflow_level_cm", 0, "Regelwert der Satzung: Straßenoberkante"),
        OfficeFact("backflow_level_source", "statute_default", "Entwässerungssatzung § 11"),
        OfficeFact("map_scenario", "exceptional", "Starkregenkarte 2025-06"),
        OfficeFact("map_depth_cm", 8, "Starkregenkarte 2025-06"),
        OfficeFact("gw_depth_cm", 180, "Messstelle Altwieden 4"),
    ),
)
LATER = (
    SeedVisit(
        Customer("Familie Claußen", "", "0421 555 01 23", "claussen@example.org"),
        _place("Alte Deichstraße", "9", "Hemmfeld"),
        "m.ahlers",
        (
            OfficeFact("building_type", "detached", "Hausanschlussakte"),
            OfficeFact("sewer_system", "separate", "Kanalkataster"),
            OfficeFact("gw_depth_cm", 260, "Messstelle Hemmfeld 2"),
        ),
    ),
    SeedVisit(
        Customer("Minh Nguyen", "Herr", "0421 555 01 41", "minh.nguyen@example.org"),
        _place("Deichstraße", "41", "Altwieden"),
        "m.ahlers",
        (OfficeFact("sewer_system", "combined", "Kanalkataster, DN 300, Baujahr 1908"),),
    ),
    SeedVisit(
        Customer("Gesine Harms", "Frau", "0421 555 01 52", "gesine.harms@example.org"),
        _place("Am Siel", "27", "Hemmfeld"),
        "t.brandt",
    ),
)
PAST = (
    PastVisit(
        SeedVisit(
            Customer("Antje Lütjens", "Frau", "0421 555 01 08", "antje.luetjens@example.org"),
            _place("Am Siel", "5", "Hemmfeld"),
            "t.brandt",
        ),
        "luetjens",
        days_ago=8,
        at=time(10, 0),
        released=True,
    ),
    PastVisit(
        SeedVisit(
            Customer("Hausverwaltung Nordkai", "", "0421 555 01 03", "nordkai@example.org"),
            _place("Deichstraße", "3a", "Altwieden"),
            "m.ahlers",
        ),
        "nordkai",
        days_ago=1,
        at=time(9, 0),
        released=True,
    ),
    PastVisit(
        SeedVisit(
            Customer("Kemal Yıldız", "Herr", "0421 555 01 22", "kemal.yildiz@example.org"),
            _place("Deichstraße", "22", "Altwieden"),
            "m.ahlers",
        ),
        "yildiz",
        days_ago=1,
        at=time(14, 30),
        released=False,
    ),
)
