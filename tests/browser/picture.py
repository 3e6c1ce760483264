"""The picture at the top of the README: a short conversation on the phone on the screen.

python -m tests.browser.picture
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from assistant.processes import end
from tests.browser.chromium import page
from tests.journeys.conftest import start_service
from tests.journeys.provider import RestApi

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "phone.png"
SAID = ("سلام", "1", "2")
"""A greeting, consent, and the menu's second choice."""


def main() -> None:
    api = RestApi()
    with tempfile.TemporaryDirectory() as home:
        service = start_service(Path(home), api, HAQQI_TWILIO_ACCOUNT_SID="", HAQQI_TWILIO_API_BASE="")
        try:
            with page(980, 760) as shown:
                shown.goto(f"{service.base_url}/phone")
                for count, text in enumerate(SAID):
                    shown.fill("#text", text)
                    shown.press("#text", "Enter")
                    shown.locator("#messages .in").nth(count).wait_for()
                shown.wait_for_timeout(500)
                PICTURE.parent.mkdir(parents=True, exist_ok=True)
                shown.screenshot(path=PICTURE)
        finally:
            end(service.process)
            api.close()


if __name__ == "__main__":
    main()
