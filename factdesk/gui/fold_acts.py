"""Folding a claim into an earlier one, from whatever screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from factdesk.gui.fold_pick import FoldPick
from factdesk.gui.jobs import Jobs
from factdesk.model import Changes, Claim


class FoldActs:
    """Asks which claim another repeats, and writes.

    Args:
        jobs: what reads and writes.
        parent: of the dialog.
        begun: called before it is written, to go on to another claim.
        done: told the claim that was kept, once it is written.
    """

    def __init__(
        self,
        jobs: Jobs,
        parent: QWidget,
        *,
        begun: Callable[[], None] | None = None,
        done: Callable[[int], None] | None = None,
    ) -> None:
        self._jobs = jobs
        self._parent = parent
        self._begun = begun
        self._done = done

    def handlers_of(self, claim: Claim) -> dict[str, Callable[[], None]]:
        """Return what each action would do with a claim."""
        return {"claim.fold": partial(self.ask, claim)}

    def ask(self, claim: Claim) -> None:
        """Ask which earlier claim this one repeats."""
        dialog = FoldPick(claim, self._jobs, self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.picked is not None:
            self.fold(claim.id, dialog.picked.id)

    def fold(self, claim_id: int, into: int) -> None:
        """Say that a claim repeats another."""

        def tell(_changes: Changes) -> None:
            if self._done is not None:
                self._done(into)

        if self._begun is not None:
            self._begun()
        label = QCoreApplication.translate("claims", "Same as an earlier claim")
        self._jobs.write(lambda desk, _: desk.claims.fold(claim_id, into), label=label, done=tell)
