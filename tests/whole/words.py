"""What stands on the pages, in both languages, and how to find words of the other one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.async_api import Page

# Small words that every German sentence has, and letters that no English one has.
GERMAN = r"[äöüßÄÖÜ]|\b(und|oder|der|das|den|nicht|mit|Sie|wird|wurde|noch|kein|keine|zum|zur|bei|auf|ist)\b"

VISIBLE_WORDS = """() => {
  const own = document.documentElement.lang;
  const found = [];
  const isOurs = (element) => element.closest("[lang]").lang === own && element.checkVisibility();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: element, data } = texts.currentNode;
    if (element.closest("script, style, noscript") || !isOurs(element)) continue;
    if (data.trim()) found.push(data.trim());
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    if (!isOurs(element)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = element.getAttribute(name);
      if (text) found.push(text);
    }
  }
  return [document.title, ...found];
}"""


@dataclass(frozen=True)
class Words:
    language: str
    locale: str
    yes: str
    no: str
    start_camera: str
    sees_picture: str
    thanks: str
    begin: str
    finish: str
    make_protocol: str
    open_protocol: str
    release: str
    released: str
    owner: str
    never: str
    laundry: str
    measured: str
    low: str
    floor_drain: str
    grey_water: str
    sewer: str
    in_pdf: tuple[str, ...]


DE = Words(
    language="de",
    locale="de-DE",
    yes="Ja",
    no="Nein",
    start_camera="Kamera starten",
    sees_picture="sieht Ihr Bild",
    thanks="Vielen Dank",
    begin="Gespräch beginnen",
    finish="Abschluss",
    make_protocol="Protokoll erstellen",
    open_protocol="Protokoll öffnen",
    release="Freigeben",
    released="freigegeben",
    owner="Eigentümer/in",
    never="Nein, nie",
    laundry="Waschküche",
    measured="Gemessen / aus Plan",
    low="Gering",
    floor_drain="Bodenablauf",
    grey_water="Fäkalienfrei (Grauwasser)",
    sewer="Öffentlicher Kanal",
    in_pdf=("Beratungsprotokoll", "Ergebnis auf einen Blick", "Offene Punkte"),
)

EN = Words(
    language="en",
    locale="en-GB",
    yes="Yes",
    no="No",
    start_camera="Start camera",
    sees_picture="can see your picture",
    thanks="Thank you",
    begin="Begin the call",
    finish="Finish",
    make_protocol="make the protocol",
    open_protocol="Open the protocol",
    release="Release",
    released="released",
    owner="Owner",
    never="No, never",
    laundry="Laundry",
    measured="Measured / from a plan",
    low="Low",
    floor_drain="Floor drain",
    grey_water="Faecal-free (grey water)",
    sewer="Public sewer",
    in_pdf=("Consultation protocol", "Result at a glance", "Open points"),
)


async def words_on(page: Page) -> list[str]:
    """What is read on it or heard of it in its own language."""
    found: list[str] = await page.evaluate(VISIBLE_WORDS)
    return found


def german_in(texts: list[str]) -> list[str]:
    """Those that nobody translated."""
    return [text for text in texts if re.search(GERMAN, text)]


async def no_german_left(page: Page) -> None:
    """Every word and every name on an English page is English; what says to be German may be."""
    assert await page.locator("html").get_attribute("lang") == "en"
    found = german_in(await words_on(page))
    assert not found, found
