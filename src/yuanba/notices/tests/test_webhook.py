"""The gateway that posts: to the configured host only, never round a corner."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from yuanba.notices.gateways import Webhook


class Receiver(BaseHTTPRequestHandler):
    got: ClassVar[list[tuple[str, dict[str, str], str]]] = []
    status: ClassVar[int] = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, json.loads(body), self.headers.get("Authorization", "")))
        self.send_response(self.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        return None


@pytest.fixture
def receiver(settings: Any) -> Iterator[type[Receiver]]:
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Receiver.got.clear()
    Receiver.status = 200
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send?x=1"
    settings.SMS_TOKEN = "token"
    settings.SMS_PRIVATE = True
    yield Receiver
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_message_is_posted_with_its_id(receiver: type[Receiver]):
    Webhook().send(phone="13800000126", text="您好", ref="77")
    body = {"id": "77", "phone": "13800000126", "text": "您好"}
    assert receiver.got == [("/send?x=1", body, "Bearer token")]


@pytest.mark.parametrize("status", [302, 400, 500])
def test_any_answer_but_yes_is_a_failure_and_no_redirect_is_followed(
    receiver: type[Receiver], status: int
):
    receiver.status = status
    with pytest.raises(OSError, match=str(status)):
        Webhook().send(phone="1", text="x")
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "http://192.0.2.1/",
        "ftp://example.org/",
        "",
    ],
)
def test_our_own_network_is_refused_unless_it_is_said(settings: Any, url: str):
    settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_PRIVATE = url, "", False
    with pytest.raises(OSError, match=r"public|https|address"):
        Webhook().send(phone="1", text="x")
