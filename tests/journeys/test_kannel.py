"""A real Kannel on loopback: an operator's link on one side, this service on the other."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.processes import end, free_port, wait_for_port
from tests.journeys.conftest import start_service
from tests.journeys.provider import RestApi, until

BEARERBOX, SMSBOX = (shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("bearerbox", "smsbox"))
FAKE_OPERATOR = Path("/usr/lib/kannel/test/fakesmsc")

pytestmark = pytest.mark.skipif(
    not (BEARERBOX and SMSBOX and FAKE_OPERATOR.exists()),
    reason="no Kannel on this machine (Debian: apt install kannel kannel-extras)",
)

SETTINGS = """
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = test
smsbox-port = {smsbox}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = operator
port = {operator}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = haqqi
password = secret
default-sender = 3838

group = sms-service
keyword = default
get-url = "{service}/kannel/sms?id=%I&from=%p&to=%P&text=%b&charset=%C"
max-messages = 0
omit-empty = true
"""


@pytest.fixture
def kannel(tmp_path: Path) -> Iterator[tuple[int, RestApi]]:
    """Bearerbox, smsbox and the service; gives the operator's port."""
    ports = {name: free_port() for name in ("admin", "smsbox", "operator", "sendsms")}
    sendsms = f"http://127.0.0.1:{ports['sendsms']}/cgi-bin/sendsms?username=haqqi&password=secret&from=3838"
    api = RestApi()
    service = start_service(tmp_path, api, HAQQI_KANNEL_SENDSMS_URL=sendsms)
    settings = tmp_path / "kannel.conf"
    settings.write_text(SETTINGS.format(service=service.base_url, **ports), encoding="utf-8")
    boxes = []
    for program, port in ((BEARERBOX, ports["smsbox"]), (SMSBOX, ports["sendsms"])):
        boxes.append(
            subprocess.Popen([str(program), str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        assert wait_for_port(port)
    yield ports["operator"], api
    for box in reversed(boxes):
        end(box)
    end(service.process)
    api.close()


def test_a_text_through_kannel_is_answered_through_kannel(kannel: tuple[int, RestApi], tmp_path: Path) -> None:
    """In Arabic script, as an operator delivers it; nothing goes through Twilio."""
    port, api = kannel
    words = "".join(f"%{byte:02X}" for byte in "سلام".encode("utf-16-be"))
    heard = tmp_path / "heard"
    with heard.open("wb") as out:
        command = [str(FAKE_OPERATOR), "-H", "127.0.0.1", "-r", str(port), "-i", "1", "-m", "1", "-v", "0",
                   f"212612345678 3838 ucs2 {words}"]  # fmt: skip
        operator = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            until(lambda: b"%06" in heard.read_bytes() or "حق".encode() in heard.read_bytes(), 30)
        finally:
            end(operator)
    assert api.sent == []
