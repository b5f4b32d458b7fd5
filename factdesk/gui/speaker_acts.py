"""What is done with speakers, from whatever screen: two are one, or a name is somebody else's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from factdesk.gui.jobs import Jobs
from factdesk.gui.picker import Picker
from factdesk.gui.shown_text import shown_line
from factdesk.gui.speaker_pick import same_speaker
from factdesk.model import Claim, Speaker


class SpeakerActs:
    """Asks what there is to ask, and writes.

    Args:
        jobs: what reads and writes.
        parent: of the dialogs.
    """

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        self._jobs = jobs
        self._parent = parent

    def handlers_of(self, claim: Claim) -> dict[str, Callable[[], None]]:
        """Return what each action would do with the speaker of a claim."""
        if claim.speaker is None or claim.speaker_id is None:
            return {}
        found: dict[str, Callable[[], None]] = {"speaker.same": partial(self.ask_same, claim.speaker_id)}
        if claim.speaker != claim.speaker_name:
            found["speaker.split"] = partial(self.split, claim.speaker)
        return found

    def ask_named(self, name: str) -> None:
        """Ask whom else the speaker of this name is."""
        self._jobs.look("speakers.one", lambda desk: desk.speakers.find(name), self._ask)

    def ask_same(self, speaker_id: int) -> None:
        """Ask whom else a speaker is."""
        self._jobs.look("speakers.one", lambda desk: desk.speakers.records([speaker_id])[0], self._ask)

    def merge(self, into: int, others: Sequence[int]) -> None:
        """Say that speakers are one."""
        wanted = list(others)
        self._jobs.write(lambda desk, _: desk.speakers.merge(into, wanted), label=_tr("Same speaker"))

    def split(self, name: str) -> None:
        """Say that a name is somebody else's."""
        label = _tr("Not the same speaker: {name}").format(name=shown_line(name))
        self._jobs.write(lambda desk, _: desk.speakers.split(name), label=label)

    def _ask(self, speaker: Speaker) -> None:
        dialog = Picker(same_speaker(speaker), self._jobs, self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.picked is not None:
            self.merge(dialog.picked.id, [speaker.id])


def _tr(text: str) -> str:
    return QCoreApplication.translate("speakers", text)
