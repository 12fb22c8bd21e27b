"""Do the tables fit the items, and are the items there that derived values read?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inspection.adapters.template_entry import Entry
from inspection.domain.checklist import UNKNOWN, Checklist
from inspection.domain.derived import ITEMS_READ
from inspection.domain.expressions import nearest


def check_tables(checklist: Checklist, files: Mapping[str, Entry]) -> None:
    """Note tables that miss an option or name one that is not there. `files`: by name, as read."""
    consequences, conventions = checklist.consequences, checklist.conventions
    for item_id in ITEMS_READ:
        if item_id not in checklist.items:
            main = files["checklist.yaml"]
            right = "derived values of the rules read it"
            main.wrong(main.line_of("sections"), f"the item '{item_id}' is missing", right)
    check = _OptionCheck(checklist, files)
    check.covers("risk.yaml", "use", "room_use", consequences.use)
    check.covers("risk.yaml", "value", "room_value", consequences.value)
    check.covers("risk.yaml", "installations", "room_installations", consequences.installations)
    check.knows("risk.yaml", "people", "room_use", consequences.people)
    check.covers("conventions.yaml", "assumed_depth_cm", "terrain_position", conventions.assumed_depth_cm)
    check.knows("conventions.yaml", "tolerance_cm", "room_height_method", conventions.tolerance_cm)
    check.knows("conventions.yaml", "tolerance_cm", "drain_height_method", conventions.tolerance_cm)
    check.knows("conventions.yaml", "trap_offset_cm", "drain_type", conventions.trap_offset_cm)
    check.knows("conventions.yaml", "outdoor", "drain_type", conventions.outdoor_drains)
    check.knows("conventions.yaml", "edge_tolerance_cm", "op_edge_method", conventions.edge_tolerance_cm)
    check.knows("conventions.yaml", "small_house_types", "building_type", conventions.small_house_types)
    check.knows("conventions.yaml", "trade_house_types", "building_type", conventions.trade_house_types)
    for size in ("small", "several", "trade"):
        if size not in conventions.station_interval_months:
            table = files["conventions.yaml"]
            line = table.line_within("station_interval_months")
            table.wrong(line, f"station_interval_months lacks '{size}'", "add its months")
    archive = files["archive.yaml"]
    for field in checklist.meta_fields.values():
        if field.source_item and field.source_item not in checklist.items:
            archive.wrong(
                archive.line_of("fields"), f"unknown id '{field.source_item}'", f"source of '{field.id}'"
            )
    for item_id in checklist.protocol.private_items:
        if item_id not in checklist.items:
            line = archive.line_of("private_items")
            archive.wrong(line, f"unknown id '{item_id}'", nearest(item_id, checklist.items))


class _OptionCheck:
    def __init__(self, checklist: Checklist, files: Mapping[str, Entry]) -> None:
        self.checklist = checklist
        self.files = files

    def knows(self, file: str, table: str, item_id: str, options: Iterable[str]) -> None:
        """Each option is one of the item's, or unknown."""
        item = self.checklist.items.get(item_id)
        for option in options:
            if item is not None and option not in item.options and option != UNKNOWN:
                entry = self.files[file]
                wrong = f"{table}: '{item_id}' has no option '{option}'"
                entry.wrong(entry.line_within(table, option), wrong, nearest(option, item.options))

    def covers(self, file: str, table: str, item_id: str, options: Iterable[str]) -> None:
        """Besides, every option of the item is there, and unknown."""
        given = set(options)
        self.knows(file, table, item_id, given)
        item = self.checklist.items.get(item_id)
        for option in (*item.options, UNKNOWN) if item is not None else ():
            if option not in given:
                entry = self.files[file]
                wrong = f"{table} lacks '{option}'"
                entry.wrong(entry.line_within(table), wrong, f"it is an option of '{item_id}'")
