"""A real Asterisk with the shipped dialplan, on loopback and free ports; callers are channels that press keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = shutil.which("asterisk", path=os.environ.get("PATH", "") + ":/usr/sbin")
ROOT = os.environ.get("HAQQI_TEST_ASTERISK_ROOT", "")
"""A folder with an Asterisk of another release (debootstrap), entered by chroot."""
DIALPLAN = Path(__file__).parents[2] / "deploy" / "asterisk" / "extensions.conf"
MODULES = (
    "app_audiosocket", "res_audiosocket", "func_curl", "res_curl", "func_strings", "func_uri", "func_callerid", "func_logic",
    "app_dial", "app_read", "app_stack", "app_verbose", "app_senddtmf", "pbx_config", "format_wav", "codec_ulaw",
    "codec_resample", "bridge_simple", "bridge_softmix", "res_timing_timerfd", "res_clioriginate", "res_http_media_cache",
    "res_stasis", "res_stasis_answer", "res_stasis_playback", "res_stasis_recording", "res_stasis_snoop", "res_ari_model", "res_http_websocket", "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_sorcery_realtime", "res_websocket_client",
    "res_ari", "res_ari_channels",
)  # fmt: skip
EMPTY = ("features", "cdr", "cel", "ccss", "indications", "udptl", "acl", "stasis", "rtp", "extconfig", "sorcery", "res_http_media_cache")  # fmt: skip
CALLERS = """
[in]
exten => _X.,1,Set(CALLERID(num)=+${EXTEN})
 same => n,Goto(haqqi,+212500000000,1)
[caller]
exten => s,1,Wait(2)
 same => n,SendDTMF(1)
 same => n,Wait(2)
 same => n,SendDTMF(1)
 same => n,Wait(2)
 same => n,Hangup()
[phone]
exten => _+X.,1,Answer()
 same => n,Wait(2)
 same => n,SendDTMF(1)
 same => n,Wait(2)
 same => n,Hangup()
"""


@dataclass
class Pbx:
    """`cli` is its console."""

    command: list[str]

    def cli(self, line: str) -> str:
        return subprocess.run(
            [*self.command, "-rx", line], capture_output=True, text=True, timeout=20, check=False
        ).stdout

    def ring(self, number: str) -> None:
        """A call from this number, whose caller presses 1 twice and hangs up."""
        self.cli(f"channel originate Local/{number.removeprefix('+')}@in extension s@caller")

    def channels(self) -> int:
        return int(self.cli("core show channels count").split()[0])


@contextmanager
def pbx(folder: Path, web: str, audiosocket: int, ari: int) -> Iterator[Pbx]:
    """`folder` is free for its files; inside ROOT where that is named."""
    root = Path(ROOT) if ROOT else Path("/")
    inside = Path("/") / folder.relative_to(root)
    configure(folder, inside, root, ari)
    plan = DIALPLAN.read_text(encoding="utf-8")
    for there, here in (("http://127.0.0.1:8080", web), ("127.0.0.1:8082", f"127.0.0.1:{audiosocket}")):
        assert there in plan
        plan = plan.replace(there, here)
    (folder / "extensions.conf").write_text(plan + CALLERS, encoding="utf-8")
    program = ["chroot", ROOT, "asterisk"] if ROOT else [str(PROGRAM)]
    command = [*program, "-C", f"{inside}/asterisk.conf"]
    with (folder / "out").open("w") as out:
        process = subprocess.Popen([*command, "-f"], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    running = Pbx(command)
    try:
        limit = time.monotonic() + 60
        while "fully booted" not in running.cli("core waitfullybooted"):
            assert process.poll() is None, (folder / "out").read_text()
            assert time.monotonic() < limit
            time.sleep(0.3)
        yield running
    finally:
        running.cli("core stop now")
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def configure(folder: Path, inside: Path, root: Path, ari: int) -> None:
    """Everything but the dialplan, written and read in the folder alone."""
    (found,) = root.glob("usr/lib/*/asterisk/modules")
    for name in ("db", "keys", "spool", "run", "log"):
        (folder / name).mkdir(parents=True)
    places = {"astetcdir": inside, "astmoddir": f"/{found.relative_to(root)}", "astvarlibdir": "/var/lib/asterisk", "astdatadir": "/usr/share/asterisk", "astagidir": "/usr/share/asterisk/agi-bin"}  # fmt: skip
    places |= {f"ast{name}dir": inside / name for name in ("db", "spool", "run", "log")}
    places |= {"astkeydir": inside / "keys", "astcachedir": inside / "db"}
    lines = "".join(f"{name} => {place}\n" for name, place in places.items())
    written = {
        "asterisk": f"[directories]\n{lines}[options]\nverbose = 3\n",
        "modules": "[modules]\nautoload=no\n"
        + "".join(f"load={name}.so\n" for name in MODULES if (found / f"{name}.so").exists()),
        "logger": "[general]\n[logfiles]\nfull => notice,warning,error,verbose\n",
        "http": f"[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport={ari}\n",
        "ari": "[general]\nenabled=yes\n[haqqi]\ntype=user\nread_only=no\npassword=secret\n",
        **dict.fromkeys(EMPTY, "[general]\n"),
    }
    for name, text in written.items():
        (folder / f"{name}.conf").write_text(text, encoding="utf-8")
