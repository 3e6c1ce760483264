"""The picture of the recording kit in its guide: consent, a word, its verdict, a string of digits, the code.

python -m tests.browser.recording_picture
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from assistant.app import create_app
from assistant.recording import Invitation
from assistant.settings import load_settings
from tests.browser.chromium import page
from tests.browser.test_recording import RATE, agree, telephone
from tests.serving import served
from tests.speech.sound import take

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "recording.png"
STYLE = "body { margin: 0; display: flex; gap: 12px; background: #8a8578; padding: 12px } img { width: 360px; height: auto }"


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        app = create_app(load_settings(home=Path(home), redis_url="", database_url=""), dispatch=False)
        invitation = Invitation.new("Association Amal, 0522 00 00 00", 30, datetime.now(UTC) + timedelta(days=1))
        with served(app) as port:
            link = f"http://127.0.0.1:{port}/recording/{app.extensions['haqqi_passes'].invite(invitation)}"
            seen = screens(link, Path(home))
    with page(5 * 372 + 12, 860) as sheet:
        sheet.set_content(f"<style>{STYLE}</style>" + "".join(f"<img src='{address}'>" for address in seen))
        sheet.wait_for_timeout(300)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        sheet.screenshot(path=PICTURE)


def screens(link: str, folder: Path) -> list[str]:
    """The pages as data addresses; a whispering microphone gets a verdict."""
    import base64

    whispered = take(before=0.8, db=-47, noise_db=-75, rate=RATE)
    shots: list[bytes] = []
    with telephone(np.asarray(whispered), folder) as shown:
        shown.goto(f"{link}?lang=ary-Arab")
        shots.append(shown.screenshot())
        agree(shown, link, "ary-Arab")
        shown.click("#speak")
        shown.wait_for_timeout(900)
        shots.append(shown.screenshot())
        shown.locator("#verdict.bad").wait_for()
        shots.append(shown.screenshot())
        for _ in range(12):
            shown.click("#skip")
        shots.append(shown.screenshot())
        shown.click(".choice.small a")
        shots.append(shown.screenshot())
    return [f"data:image/png;base64,{base64.b64encode(shot).decode()}" for shot in shots]


if __name__ == "__main__":
    main()
