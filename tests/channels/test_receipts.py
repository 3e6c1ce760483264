"""The page that checks receipts: one file, under a policy that lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from flask.testing import FlaskClient

from assistant.app import create_app, derived
from assistant.appeals import KINDS, key_text, public_key
from assistant.appeals.receipt import LENGTH, PREFIX
from assistant.settings import Settings, load_settings


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(home=tmp_path_factory.mktemp("page"), redis_url="", database_url="")


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings, dispatch=False).test_client()


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_key_in_the_page_is_that_of_our_receipts(client: FlaskClient, settings: Settings) -> None:
    key = key_text(public_key(derived(settings, "receipts")))
    assert f'data-key="{key}"' in client.get("/receipts/check").text


def test_only_its_own_script_and_style_run(client: FlaskClient) -> None:
    """By their digests, in the header and, for a saved copy, in the file itself."""
    answer = client.get("/receipts/check")
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert (len(scripts), len(styles)) == (1, 1)
    inside = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
    assert inside
    for policy in (answer.headers["Content-Security-Policy"], inside[1].replace("&#39;", "'")):
        assert "default-src 'none'" in policy
        assert f"script-src {sha256(scripts[0])};" in policy
        assert f"style-src {sha256(styles[0])};" in policy
        assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_nothing_is_fetched_from_anywhere(client: FlaskClient) -> None:
    page = client.get("/receipts/check").text
    assert re.findall(r'(?:src|href|action)="([^"]*)"', page) == ["data:,"]
    assert not re.search(r"https?://|fetch\(|XMLHttpRequest|import\(", page)


def test_page_and_signer_agree_on_what_is_signed(client: FlaskClient) -> None:
    page = client.get("/receipts/check").text
    assert f'data-prefix="{PREFIX}" data-length="{LENGTH}"' in page
    assert page.count("&#34;fr&#34;") == page.count("&#34;ar&#34;") == 1
    for code in range(1, len(KINDS) + 1):
        assert page.count(f"&#34;{code}&#34;: ") == 2


def test_a_receipt_in_the_path_or_query_is_not_wanted(client: FlaskClient) -> None:
    """It stands behind the #, which no browser sends."""
    assert client.get("/receipts/check/HQ1.x").status_code == 404
    assert client.post("/receipts/check").status_code == 405
