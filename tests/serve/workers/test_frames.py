"""Tests of what crosses the pipes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation import errors
from legation.serve.workers import frames
from legation.serve.workers.job import Job


@given(st.lists(st.tuples(st.sampled_from("HBEX"), st.binary(max_size=30))), st.integers(1, 20))
def test_frames_are_found_however_they_are_cut(
    parts: list[tuple[str, bytes]], at_once: int
) -> None:
    """A pipe may cut anywhere."""
    wanted = [(kind.encode(), content) for kind, content in parts]
    stream = b"".join(frames.frame(*part) for part in wanted)
    reader = frames.Frames()
    found = []
    for begin in range(0, len(stream), at_once):
        found.extend(reader.feed(stream[begin : begin + at_once]))
    assert found == wanted


@given(st.text(max_size=20), st.none() | st.lists(st.text(max_size=5)).map(tuple), st.booleans())
def test_a_job_is_read_as_it_was_written(
    text: str, graphs: tuple[str, ...] | None, head: bool
) -> None:
    """A query may hold anything, and an empty dataset is not the same as none."""
    job = Job(text, default_graphs=graphs, given={"a": text}, head=head)
    assert Job.read(job.write()) == job


@pytest.mark.parametrize("name", ["BadParameter", "QueryRefused", "UnknownFormat"])
def test_an_error_is_the_same_on_the_other_side(name: str) -> None:
    """Kind, words and hint of an error cross the pipe."""
    error = getattr(errors, name)("what", hint="what next")
    other = frames.again(frames.told(error))
    assert (type(other), str(other)) == (type(error), "what; what next")


def test_what_is_no_error_of_legation_is_not_made_one() -> None:
    """A worker cannot name any class it likes."""
    assert type(frames.again(b'{"error": "annotations", "message": "x"}')) is errors.ServeError
