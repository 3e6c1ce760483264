"""The pictures of the console in docs/images: every page, in French and in Arabic, on a telephone and on a desk.

python -m tests.browser.console_pictures [FOLDER]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser.chromium import page
from tests.browser.console_town import ConsoleTown, console_town, populate, sign_in

FOLDER = Path(__file__).parents[2] / "docs" / "images"
SIZES = {"360": (360, 760), "1280": (1280, 800)}
COLOURS = 64
PAGES = {
    "queue": "/console",
    "person": "/console/person/{person}",
    "calls": "/console/calls",
    "appeals": "/console/appeals",
    "appeal": "/console/appeals/1",
    "figures": "/console/figures",
    "voices": "/console/voices",
    "operators": "/console/operators",
    "audit": "/console/audit",
    "account": "/console/account",
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, console_town(Path(home)) as place:
        person = place.contact(populate(place))
        for lang in ("fr", "ar"):
            for name, (width, height) in SIZES.items():
                with page(width, height) as shown:
                    _take_all(shown, place, person, lang, f"{lang}-{name}", folder)


def _take_all(shown, place: ConsoleTown, person: int, lang: str, suffix: str, folder: Path) -> None:
    shown.goto(f"{place.url}/console/sign-in?lang={lang}")
    _take(shown, folder / f"console-sign-in-{suffix}.png")
    sign_in(shown, place, "amina", lang)
    shown.goto(f"{place.url}/console/person/{person}")
    if (take := shown.locator("form[action$='/take'] button")).count():
        take.first.click()
        shown.fill("#when", "2026-03-02T15:00") if shown.locator("#when").is_visible() else None
    for name, path in PAGES.items():
        shown.goto(place.url + path.format(person=person))
        shown.wait_for_timeout(400)
        _take(shown, folder / f"console-{name}-{suffix}.png")


def _take(shown, path: Path) -> None:
    shown.screenshot(path=path, full_page=True, animations="disabled")
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
