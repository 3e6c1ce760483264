"""The pictures of the letter in docs/images: one in French, one in Arabic, as they come out of a printer.

python -m tests.browser.letter_picture
"""

from __future__ import annotations

from pathlib import Path

from assistant.appeals import letter
from tests.appeals.sample import BASE_URL, NOTICE, WORDS, appeal_of, receipt_of
from tests.browser.chromium import page

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WIDTH, HEIGHT = 794, 1123
"""A4 at 96 pixels an inch."""


def main() -> None:
    deadline = NOTICE.replace(month=3, day=7)
    asd = {
        "notice_date": NOTICE,
        "deadline": deadline,
        "receipt": receipt_of("asd", deadline),
        "contested": "household",
    }
    letters = {
        "fr": appeal_of("correct", text=WORDS["fr"]),
        "ar": appeal_of("asd", text=WORDS["ar"], **asd),
    }
    for locale, appeal in letters.items():
        with page(WIDTH, HEIGHT) as shown:
            shown.set_content(letter(appeal, locale, BASE_URL))
            shown.screenshot(path=FOLDER / f"letter-{locale}.png", full_page=True)


if __name__ == "__main__":
    main()
