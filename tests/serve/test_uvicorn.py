"""What `legation.serve.connection` leans on in uvicorn, which promises none of it."""

from __future__ import annotations

import inspect
from importlib.metadata import version

import pytest
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import Server, ServerState

#: The minor versions with which all of tests/serve has passed; pyproject.toml names the same.
TESTED = ((0, 50), (0, 54))
#: Methods that are overridden or called, with their parameters.
METHODS = {
    "connection_made": ["transport"],
    "connection_lost": ["exc"],
    "data_received": ["data"],
    "eof_received": [],
    "on_message_begin": [],
    "on_headers_complete": [],
    "on_message_complete": [],
    "on_response_complete": [],
    "pause_writing": [],
    "resume_writing": [],
    "shutdown": [],
    "timeout_keep_alive_handler": [],
    "send_400_response": ["msg"],
    "_start_asgi_task": ["cycle", "app"],
}
#: What is read of a connection.
READ = (
    *("app", "client", "connections", "cycle", "flow", "limit_concurrency", "loop", "pipeline"),
    *("server_state", "tasks", "timeout_keep_alive", "transport"),
)


def test_the_version_of_uvicorn_is_one_that_was_tested() -> None:
    """A minor version that nobody has run these tests with is not taken in silence."""
    major, minor = (int(part) for part in version("uvicorn").split(".")[:2])
    first, last = TESTED
    assert first <= (major, minor) <= last, (
        f"uvicorn {major}.{minor} was never tested: legation.serve.connection leans on its "
        "internals; run all of tests/serve with it, then name it here and in pyproject.toml"
    )


@pytest.mark.parametrize(("name", "parameters"), METHODS.items())
def test_a_connection_of_uvicorn_has_this_method(name: str, parameters: list[str]) -> None:
    """Each method that a connection overrides or calls is there and takes what it took."""
    method = getattr(HttpToolsProtocol, name, None)
    assert method is not None, f"uvicorn's HttpToolsProtocol.{name} is gone: read connection.py"
    found = list(inspect.signature(method).parameters)[1:]
    assert found == parameters, f"uvicorn's HttpToolsProtocol.{name} takes {found} now"


def test_a_connection_of_uvicorn_has_what_is_read_of_it() -> None:
    """Attributes, the state of the server, the flow and the cycle are called as they were."""
    made = inspect.getsource(HttpToolsProtocol.__init__)
    gone = [name for name in READ if f"self.{name}" not in made]
    assert not gone, f"uvicorn's HttpToolsProtocol has no {gone} any more: read connection.py"
    state = vars(ServerState())
    assert {"connections", "default_headers", "tasks", "total_requests"} <= state.keys()
    for name in ("pause_reading", "resume_reading", "pause_writing", "resume_writing"):
        assert callable(getattr(FlowControl, name))
    cycle = inspect.getsource(RequestResponseCycle)
    told = ("response_started", "response_complete", "disconnected", "message_event")
    for name in (*told, "keep_alive", "scope"):
        assert f"self.{name}" in cycle
    assert "default_headers = " in inspect.getsource(Server.on_tick)


def test_a_request_begins_where_it_is_caught() -> None:
    """Every request that is parsed, also one behind another, is begun by one method."""
    for method in (HttpToolsProtocol.on_headers_complete, HttpToolsProtocol.on_response_complete):
        assert "self._start_asgi_task(" in inspect.getsource(method)


def test_what_uvicorn_refuses_itself_is_caught() -> None:
    """Bytes that are no request, and a connection too many, are refused where it is expected."""
    assert "self.send_400_response(" in inspect.getsource(HttpToolsProtocol.data_received)
    begun = inspect.getsource(HttpToolsProtocol.on_headers_complete)
    assert "app = service_unavailable\n" in begun
    assert "self.url" in inspect.getsource(HttpToolsProtocol.on_url)
