"""The Debian Chromium, headless, as Playwright drives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@contextmanager
def page(width: int = 1280, height: int = 900, more: Sequence[str] = ()) -> Iterator[Page]:
    """A fresh page in a fresh browser, started with `more` options; an error of a script fails at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=[*QUIET, *more])
        shown = browser.new_page(viewport={"width": width, "height": height})
        errors: list[str] = []
        shown.on("pageerror", lambda error: errors.append(str(error)))
        yield shown
        browser.close()
        assert not errors, errors
