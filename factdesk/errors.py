"""What can go wrong that a person can do something about."""

from __future__ import annotations


class FactDeskError(Exception):
    """Expected trouble, told in one sentence a person can act on.

    The command line prints the sentence and ends with 2; the window shows it in its message bar. Anything
    else that is raised is a bug and is not caught.
    """


class UnreadableInputError(FactDeskError):
    """One item could not be taken in; the others are not concerned."""


class UnknownRecordError(FactDeskError):
    """A claim, report, piece of evidence or step of the log with that number does not exist."""


class DeskLockedError(FactDeskError):
    """Another program is writing to this desk."""


class DeskFileError(FactDeskError):
    """The file is not a desk, is damaged, or was made by a newer FactDesk."""


class Cancelled(FactDeskError):  # noqa: N818 - the word for what happened, not for an error
    """The person cancelled; what was not finished is rolled back."""


class NoDisplayError(FactDeskError):
    """No window can be opened here; the sentence says why."""
