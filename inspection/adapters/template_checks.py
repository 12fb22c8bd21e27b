"""What only shows when all templates are read: do conditions and references name things that exist?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspection.adapters.template_nodes import Problems
from inspection.domain.checklist import BUILDING, CHOICE_TYPES, UNKNOWN, Checklist, Item
from inspection.domain.derived import DERIVED, DERIVED_VALUES, PATH_VALUES, VISIBILITY_DERIVED
from inspection.domain.expressions import COMPARISONS, Tree, names_used, nearest

ROOM_ITEMS = {"any_room_has": "room_installations", "any_room_moisture": "room_moisture"}
"Item whose options each function over rooms takes."
ORDERING = ("<", "<=", ">", ">=")


@dataclass(frozen=True)
class ConditionCheck:
    """Checks one condition against the checklist, at its place in a file."""

    checklist: Checklist
    problems: Problems
    file: str
    line: int
    scope: str
    "Scope of the subject, or `path`."
    in_browser: bool = False
    "Visibility is also evaluated by the browser, which knows fewer derived values."

    def wrong(self, wrong: str, right: str) -> None:
        self.problems.add(self.file, self.line, wrong, right)

    def run(self, tree: Tree) -> None:
        """Note everything that is wrong with a condition."""
        self.truth(tree)
        for name in numbers_compared(tree, self.checklist):
            if not _asks_unanswered(tree, name) and not self.in_browser:
                self.wrong(
                    f"'{name}' is compared without saying what happens when it is missing",
                    f"add unanswered({name}) or compare a derived value",
                )

    def truth(self, tree: Tree) -> None:
        """The tree must come out true or false."""
        if "name" in tree:
            if self.known(tree["name"]) and self.values(tree["name"]) is not bool:
                self.wrong(f"'{tree['name']}' alone is not a condition", "compare it, like x == 'yes'")
        elif "call" in tree:
            self.call(tree)
        elif "literal" in tree:
            if not isinstance(tree["literal"], bool):
                self.wrong(f"{tree['literal']!r} alone is not a condition", "compare a name with it")
        elif tree["op"] in ("and", "or", "not"):
            for arg in tree["args"]:
                self.truth(arg)
        else:
            self.comparison(tree["op"], *tree["args"])

    def comparison(self, op: str, left: Tree, right: Tree) -> None:
        for side, other in ((left, right), (right, left)):
            if "name" not in side:
                if "literal" not in side:
                    self.wrong(
                        "a condition cannot be compared",
                        f"put {' '.join(COMPARISONS)} between name and value",
                    )
                continue
            if not self.known(side["name"]):
                continue
            values = self.values(side["name"])
            if "literal" in other:
                listed = other["literal"] if isinstance(other["literal"], list) else [other["literal"]]
                for value in listed:
                    self.value(side["name"], value, values, op)

    def value(self, name: str, value: object, values: tuple[str, ...] | type | None, op: str) -> None:
        """A literal beside a name must be one of the name's values."""
        if isinstance(values, tuple):
            if op in ORDERING:
                self.wrong(f"'{name}' is not a number", "use == != in not in")
            elif value not in values:
                self.wrong(f"'{name}' has no option '{value}'", nearest(str(value), values))
        elif values is float and (isinstance(value, bool) or not isinstance(value, (int, float))):
            self.wrong(f"'{name}' is a number and is compared with {value!r}", "write a number")
        elif values is bool:
            self.wrong(f"'{name}' is true or false and needs no comparison", f"write {name} or not {name}")

    def call(self, tree: Tree) -> None:
        function, args = tree["call"], tree["args"]
        if function == "template_active":
            name = args[0]["literal"]
            if name not in self.checklist.templates:
                self.wrong(f"unknown template '{name}'", nearest(name, self.checklist.templates))
        elif function in ROOM_ITEMS:
            options = args[0]["literal"]
            self.options(ROOM_ITEMS[function], options if isinstance(options, list) else [options])
        elif self.known(args[0]["name"], derived=False) and function == "has_any":
            item = self.checklist.items[args[0]["name"]]
            if item.type != "multi":
                self.wrong(f"'{item.id}' is not a multi item", "use == or in")
            else:
                self.options(item.id, args[1]["literal"])

    def options(self, item_id: str, options: list[str]) -> None:
        item = self.checklist.items.get(item_id)
        for option in options:
            if item is not None and option not in item.options:
                self.wrong(f"'{item_id}' has no option '{option}'", nearest(str(option), item.options))

    def names(self, derived: bool) -> Iterator[str]:
        """Names this condition may use."""
        scopes = {self.scope, BUILDING} & set(DERIVED)
        for scope in scopes:
            yield from (item.id for item in self.checklist.items_of(scope))
            if derived:
                yield from (
                    name for name in DERIVED[scope] if not self.in_browser or name in VISIBILITY_DERIVED
                )
        if derived and self.scope == "path":
            yield from PATH_VALUES

    def known(self, name: str, derived: bool = True) -> bool:
        names = set(self.names(derived))
        if name in names:
            return True
        item = self.checklist.items.get(name)
        if item is not None:
            self.wrong(
                f"'{name}' belongs to scope '{item.scope}'", f"this condition is about scope '{self.scope}'"
            )
        elif self.in_browser and name in DERIVED_VALUES:
            self.wrong(
                f"'{name}' is not known to visibility", "use items, or " + ", ".join(VISIBILITY_DERIVED)
            )
        else:
            self.wrong(f"unknown id '{name}'", nearest(name, sorted(names)))
        return False

    def values(self, name: str) -> tuple[str, ...] | type | None:
        """What a name can be: options, number (float), truth (bool); None where anything goes."""
        item = self.checklist.items.get(name)
        if item is None:
            return DERIVED_VALUES[name]
        if item.type in CHOICE_TYPES:
            return (*item.options, *(() if UNKNOWN in item.options else (UNKNOWN,)))
        return float if item.type == "number" else None


def numbers_compared(tree: Tree, checklist: Checklist) -> Iterator[str]:
    """Number items that a tree compares directly."""
    for arg in tree.get("args", ()):
        if "op" in tree and tree["op"] in COMPARISONS and "name" in arg:
            item = checklist.items.get(arg["name"])
            if item is not None and item.type == "number":
                yield item.id
        yield from numbers_compared(arg, checklist)


def _asks_unanswered(tree: Tree, item: str) -> bool:
    if tree.get("call") == "unanswered":
        return bool(tree["args"][0]["name"] == item)
    return any(_asks_unanswered(arg, item) for arg in tree.get("args", ()))


def visibility_cycles(items: Mapping[str, Item]) -> Iterator[list[str]]:
    """Each circle of items whose visibility depends on one another, from its first item."""
    needs = {
        item.id: [name for name in _needs(item.visible_when.tree) if name in items] for item in items.values()
    }
    done: set[str] = set()
    for start in items:
        yield from _circles(start, [], needs, done)


def _circles(
    item: str, path: list[str], needs: Mapping[str, list[str]], done: set[str]
) -> Iterator[list[str]]:
    if item in path:
        yield [*path[path.index(item) :], item]
    elif item not in done:
        for needed in needs[item]:
            yield from _circles(needed, [*path, item], needs, done)
        done.add(item)


def _needs(tree: Tree) -> Iterator[str]:
    for name in names_used(tree):
        yield from VISIBILITY_DERIVED.get(name, (name,))
    yield from _room_items(tree)


def _room_items(tree: Tree) -> Iterator[str]:
    if tree.get("call") in ROOM_ITEMS:
        yield ROOM_ITEMS[tree["call"]]
    for arg in tree.get("args", ()):
        yield from _room_items(arg)
