"""Threads and the reading process: order, progress, cancel, crashes, a clean end."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QThread

from factdesk.desk import open_desk
from factdesk.errors import FactDeskError
from factdesk.gui.crash import CrashReporter
from factdesk.gui.jobs import InlineJobs, ThreadedJobs, changes_of
from factdesk.gui.worker import WorkerEndedError, WorkerEngine, answer_all
from factdesk.model import Changes, Review
from tests.gui.conftest import BRIDGE, PlainEngine


@pytest.fixture
def threaded(qtbot, tmp_path):
    jobs = ThreadedJobs(tmp_path / "threads.factdesk", engine=PlainEngine())
    with qtbot.waitSignal(jobs.opened):
        jobs.start()
    yield jobs
    jobs.close()


def test_a_verb_writes_in_another_thread_and_is_answered_in_this_one(threaded, qtbot):
    seen = []

    def add(desk, task):
        seen.append(threading.current_thread().name)
        return desk.reports.add_captures([BRIDGE], task=task)

    def done(result):
        seen.append(QThread.currentThread().isMainThread())
        seen.append(len(result.added))

    with qtbot.waitSignals([threaded.changed, threaded.busy_changed]):
        threaded.write(add, label="Add", done=done)
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == ["factdesk-writer", True, 1]
    with threaded.reader() as reader:
        assert len(reader.claims.ids("")) == 3


def test_changed_comes_before_the_answer(threaded, qtbot):
    order = []
    threaded.changed.connect(lambda _: order.append("changed"))
    threaded.write(
        lambda desk, _: desk.reports.add_captures([BRIDGE]), label="Add", done=lambda _: order.append("done")
    )
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["changed", "done"]


def test_a_sentence_of_trouble_goes_to_who_asked_else_to_everyone(threaded, qtbot):
    def fail(_desk, _task):
        raise FactDeskError("It is Sunday.")

    told = []
    threaded.write(fail, label="x", failed=told.append)
    qtbot.waitUntil(lambda: told == ["It is Sunday."])
    with qtbot.waitSignal(threaded.failed) as blocker:
        threaded.write(fail, label="x")
    assert blocker.args == ["It is Sunday."]


def test_cancel_stops_what_runs_and_what_waits(threaded, qtbot):
    began, told = threading.Event(), []

    def endless(_desk, task):
        began.set()
        while True:
            task.step(0, 0)
            time.sleep(0.005)

    threaded.write(endless, label="x", failed=lambda _: told.append("first"))
    threaded.write(lambda desk, _: told.append("never"), label="y", failed=lambda _: told.append("second"))
    assert began.wait(5)
    with qtbot.waitSignal(threaded.busy_changed) as blocker:
        threaded.cancel()
    assert blocker.args == [False]
    assert told == ["first", "second"]


def test_progress_arrives_on_the_main_thread(threaded, qtbot):
    with qtbot.waitSignal(threaded.progress) as blocker:
        threaded.write(lambda _desk, task: task.step(2, 5, "a report"), label="x")
    assert blocker.args == [2, 5, "a report"]


def test_of_one_key_only_the_newest_look_is_answered(threaded, qtbot):
    answers = []
    for number in range(20):
        threaded.look("count", lambda desk, n=number: (len(desk.claims.ids("")), n), answers.append)
    threaded.look("other", lambda desk: "other", answers.append)
    qtbot.waitUntil(lambda: (0, 19) in answers and "other" in answers)
    assert len(answers) == 2


def test_a_bug_comes_back_as_it_was(threaded, qtbot):
    told = []

    def bug(_desk, _task):
        raise ZeroDivisionError("by nought")

    with qtbot.captureExceptions() as caught:
        threaded.write(bug, label="x", failed=told.append)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert len(told) == 1


def test_a_desk_held_by_another_program_can_only_be_looked_at(qtbot, tmp_path):
    path = tmp_path / "held.factdesk"
    with open_desk(path, engine=PlainEngine()) as holder:
        holder.reports.add_captures([BRIDGE])
        jobs = ThreadedJobs(path, engine=PlainEngine())
        with qtbot.waitSignal(jobs.opened):
            jobs.start()
        assert "open" in jobs.read_only_why
        told, seen = [], []
        jobs.write(lambda desk, _: desk.claims.review([1], Review.VERIFIED), label="x", failed=told.append)
        assert told == [jobs.read_only_why]
        jobs.look("x", lambda desk: len(desk.claims.ids("")), seen.append)
        qtbot.waitUntil(lambda: seen == [3])
        jobs.close()


def test_a_file_that_is_no_desk_is_refused_with_a_sentence(qtbot, tmp_path):
    path = tmp_path / "letter.factdesk"
    path.write_text("Dear Sir, this is no desk at all." * 100, encoding="utf-8")
    jobs = ThreadedJobs(path, engine=PlainEngine())
    with qtbot.waitSignal(jobs.refused) as blocker:
        jobs.start()
    assert "letter.factdesk" in blocker.args[0]
    jobs.close()


def test_closing_ends_all_threads(qtbot, tmp_path):
    jobs = ThreadedJobs(tmp_path / "end.factdesk", engine=PlainEngine())
    with qtbot.waitSignal(jobs.opened):
        jobs.start()
    jobs.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("factdesk-")]
    open_desk(tmp_path / "end.factdesk").close()


def test_inline_jobs_do_the_same_without_threads(desk, qapp):
    jobs, seen = InlineJobs(desk), []
    jobs.changed.connect(lambda changes: seen.append(len(changes.claims)))
    jobs.write(lambda d, _: d.reports.add_captures([BRIDGE]), label="x", done=lambda r: seen.append(len(r.added)))
    assert seen == [3, 1]


def test_what_changed_nothing_is_no_change():
    assert changes_of(Changes(None)) is None
    assert changes_of("words") is None
    assert changes_of(Changes(4)) == Changes(4)


class Odd:
    """An engine to be asked odd things, in the process."""

    def due(self, words, base, language, country):
        if words == "die":
            os._exit(3)
        if words.startswith("die once"):
            mark = Path(words.split(":", 1)[1])
            if not mark.exists():
                mark.touch()
                os._exit(3)
            return "alive"
        if words == "bug":
            raise ZeroDivisionError("by nought")
        if words == "trouble":
            raise FactDeskError("It is Sunday.")
        return os.getpid(), os.nice(0)


def serve_odd(pipe):
    answer_all(pipe, Odd())


@pytest.fixture
def worker():
    engine = WorkerEngine(serve_odd)
    yield engine
    engine.close()


def test_the_process_is_another_one_and_gives_way(worker):
    number, niceness = worker.due("pid", None, "en", "US")
    assert number == worker.pid != os.getpid()
    assert niceness >= 10
    assert worker.due("pid", None, "en", "US")[0] == number


def test_a_process_that_dies_over_a_question_is_asked_once_more(worker, tmp_path):
    assert worker.due(f"die once:{tmp_path / 'mark'}", None, "en", "US") == "alive"


def test_a_process_that_dies_twice_is_told_and_the_next_question_has_a_new_one(worker):
    with pytest.raises(WorkerEndedError):
        worker.due("die", None, "en", "US")
    assert worker.due("pid", None, "en", "US")[0] == worker.pid


def test_trouble_and_bugs_cross_the_border(worker):
    with pytest.raises(FactDeskError, match="It is Sunday"):
        worker.due("trouble", None, "en", "US")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        worker.due("bug", None, "en", "US")


def test_closing_ends_the_process(worker):
    worker.due("pid", None, "en", "US")
    number = worker.pid
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    with pytest.raises(WorkerEndedError):
        worker.due("pid", None, "en", "US")


def test_a_fault_on_any_thread_is_shown_once_with_details(qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr("sys.__excepthook__", lambda *_: None)
    reporter = CrashReporter(shown.append)
    try:

        def fall():
            raise ZeroDivisionError("by nought")

        for _ in range(2):
            thread = threading.Thread(target=fall)
            thread.start()
            thread.join()
        qtbot.waitUntil(lambda: len(shown) == 1)
        qtbot.wait(20)
    finally:
        reporter.remove()
    assert len(shown) == 1
    assert "ZeroDivisionError: by nought" in shown[0]
    assert "PySide" in shown[0]
