"""The process that reads and judges, and the engine that stands for it in the window's process.

Loading and running the language model holds Python's lock for hundreds of milliseconds at a time; in a niced process
of its own it delays the window by 20 ms at worst. The process is started by spawn, kept warm, and speaks in pickled
records over a pipe. Nothing here imports Qt.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Sequence
from datetime import date, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock
from typing import Any, cast

from factdesk.desk import DirectEngine, Source, capture_files, capture_text
from factdesk.errors import FactDeskError
from factdesk.model import (
    Capture,
    Claim,
    ClaimDraft,
    ClaimWords,
    Due,
    EvidenceDraft,
    Failure,
    GivenClaim,
    Posting,
    Reading,
    Report,
)

_NICENESS = 10
_PATIENCE = 2.0
"""Seconds a process that was told to end may take."""
_WARMING = Source("The minister said on Monday that the bridge will open by June.", date(2026, 1, 5), "en", "US", "")


class WorkerEndedError(FactDeskError):
    """The process went away in the middle of a job; the next job starts another."""


class WorkerEngine:
    """Implements :class:`factdesk.desk.Engine` by asking the process; any thread may ask, one is answered at a time.

    Args:
        serve: what the process runs.
    """

    def __init__(self, serve: Callable[[Connection], None] | None = None) -> None:
        self._serve = serve or serve_engine
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """The process's number, null while none runs."""
        return self._process.pid if self._process is not None and self._process.is_alive() else None

    def warm(self) -> None:
        """Start the process and have it load its models."""
        self._ask("read", _WARMING)

    def close(self) -> None:
        """End the process; whatever it was doing is lost. Called from any thread."""
        self._is_closed = True
        process = self._process
        if process is not None and process.is_alive():
            process.terminate()
            process.join(_PATIENCE)

    def read(self, source: Source) -> Reading:
        """See :class:`factdesk.desk.Engine`."""
        return cast(Reading, self._ask("read", source))

    def drafts(self, given: Sequence[GivenClaim], source: Source, reading: Reading, by: str) -> list[ClaimDraft | None]:
        """See :class:`factdesk.desk.Engine`."""
        return cast("list[ClaimDraft | None]", self._ask("drafts", tuple(given), source, reading, by))

    def probes(self, reading: Reading, title: str) -> tuple[str, ...]:
        """See :class:`factdesk.desk.Engine`."""
        return cast("tuple[str, ...]", self._ask("probes", reading, title))

    def likeliest(
        self, reading: Reading, title: str, postings: Sequence[Posting], limit: int
    ) -> tuple[tuple[int, float], ...]:
        """See :class:`factdesk.desk.Engine`."""
        return cast("tuple[tuple[int, float], ...]", self._ask("likeliest", reading, title, tuple(postings), limit))

    def promising(
        self,
        reading: Reading,
        title: str,
        likely: Sequence[tuple[int, float]],
        alike: Sequence[tuple[int, float]],
        found: Sequence[ClaimWords],
        limit: int,
    ) -> tuple[int, ...]:
        """See :class:`factdesk.desk.Engine`."""
        asked = (reading, title, tuple(likely), tuple(alike), tuple(found), limit)
        return cast("tuple[int, ...]", self._ask("promising", *asked))

    def claim_terms(self, claim: Claim) -> tuple[str, ...]:
        """See :class:`factdesk.desk.Engine`."""
        return cast("tuple[str, ...]", self._ask("claim_terms", claim))

    def match(
        self, report: Report, reading: Reading, claims: Sequence[Claim], country: str, threshold: float | None = None
    ) -> tuple[EvidenceDraft, ...]:
        """See :class:`factdesk.desk.Engine`."""
        return cast("tuple[EvidenceDraft, ...]", self._ask("match", report, reading, tuple(claims), country, threshold))

    def fold(
        self, drafts: Sequence[ClaimDraft], published: date | None, claims: Sequence[Claim]
    ) -> tuple[list[ClaimDraft], list[EvidenceDraft]]:
        """See :class:`factdesk.desk.Engine`."""
        answer = self._ask("fold", tuple(drafts), published, tuple(claims))
        return cast("tuple[list[ClaimDraft], list[EvidenceDraft]]", answer)

    def due(self, words: str, base: date | None, language: str, country: str) -> Due | None:
        """See :class:`factdesk.desk.Engine`."""
        return cast("Due | None", self._ask("due", words, base, language, country))

    def capture_files(self, items: Sequence[Path], now: datetime) -> tuple[list[Capture], list[Failure]]:
        """See :func:`factdesk.desk.capture_files`."""
        return cast("tuple[list[Capture], list[Failure]]", self._ask("capture_files", tuple(items), now))

    def capture_text(
        self, text: str, now: datetime, published: date | None, outlet: str | None, title: str | None, url: str | None
    ) -> Capture:
        """See :func:`factdesk.desk.capture_text`."""
        return cast(Capture, self._ask("capture_text", text, now, published, outlet, title, url))

    def _ask(self, verb: str, *arguments: object) -> object:
        """Ask the process; where it goes away over the question, ask a new one once more."""
        with self._lock:
            outcome, answer = self._answer(verb, arguments) or self._answer(verb, arguments) or ("gone", None)
        if outcome == "done":
            return answer
        if outcome == "trouble":
            raise FactDeskError(str(answer))
        if outcome == "gone":
            raise WorkerEndedError(
                "The program that reads reports ended twice over this one; it is left out of reading. Others go on."
            )
        raise RuntimeError(f"In the reading process:\n{answer}")

    def _answer(self, verb: str, arguments: tuple[object, ...]) -> tuple[str, object] | None:
        pipe = self._ready()
        try:
            pipe.send((verb, arguments))
            return cast("tuple[str, object]", pipe.recv())
        except (EOFError, OSError):
            self._forget()
            return None

    def _ready(self) -> Connection:
        if self._is_closed:
            raise WorkerEndedError("FactDesk is closing.")
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._forget()
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serve, args=(theirs,), name="factdesk-reader", daemon=True)
        # Kept only once it runs: one that could not be started can be neither asked nor waited for.
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        return ours

    def _forget(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(_PATIENCE)
        self._pipe, self._process = None, None


class Reader(DirectEngine):
    """Everything the process can be asked: the engine, and capturing, which loads parsers and language models too."""

    def capture_files(self, items: Sequence[Path], now: datetime) -> tuple[list[Capture], list[Failure]]:
        """See :func:`factdesk.desk.capture_files`."""
        return capture_files(items, now)

    def capture_text(
        self, text: str, now: datetime, published: date | None, outlet: str | None, title: str | None, url: str | None
    ) -> Capture:
        """See :func:`factdesk.desk.capture_text`."""
        return capture_text(text, now, published=published, outlet=outlet, title=title, url=url)


def serve_engine(pipe: Connection) -> None:
    """Answer questions until the other end of the pipe closes; runs in the process."""
    answer_all(pipe, Reader())


def answer_all(pipe: Connection, engine: object) -> None:
    """Answer each (verb, arguments) with ("done", answer), ("trouble", sentence) or ("bug", traceback)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    while True:
        try:
            verb, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(_answer(engine, verb, arguments))
        except (BrokenPipeError, ConnectionResetError):
            return


def _answer(engine: Any, verb: str, arguments: tuple[object, ...]) -> tuple[str, object]:
    try:
        return "done", getattr(engine, verb)(*arguments)
    except FactDeskError as error:
        return "trouble", str(error)
    except Exception:
        return "bug", traceback.format_exc()
