"""Verbs of speakers: who they are, what became of what they said, and which names mean the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factdesk.desk.context import Context
from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import Changes, Speaker

_MOST_NAMED = 3
_PAGE = 500


class Speakers:
    """Who says things in the reports of this desk."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def ids(self, words: str = "", *, sort: str = "-claims", limit: int | None = None) -> Sequence[int]:
        """Return the speakers one of whose names holds these words or their beginnings, as a rule all of them.

        Args:
            words: what to look for in the names.
            sort: ``claims``, ``name`` or an outcome, by how many claims have come to it; ``-`` turns it round.
            limit: the first so many only.

        Raises:
            FactDeskError: speakers cannot be sorted by that.
        """
        key, descending = sort.removeprefix("-"), sort.startswith("-")
        store, today = self._context.store, self._context.today()
        return store.speaker_ids(words, today=today, sort=key, descending=descending, limit=limit)

    def records(self, ids: Sequence[int]) -> list[Speaker]:
        """Return speakers with their names and what became of their claims by today, in the order of the ids.

        Raises:
            UnknownRecordError: there is no such speaker.
        """
        return self._context.store.speakers(ids, today=self._context.today())

    def select(self, words: str = "", *, sort: str = "-claims") -> Iterator[Speaker]:
        """Yield the speakers that :meth:`ids` returns, page by page."""
        ids = self.ids(words, sort=sort)
        for first in range(0, len(ids), _PAGE):
            yield from self.records(ids[first : first + _PAGE])

    def find(self, who: str) -> Speaker:
        """Return the speaker of a number or a name.

        Raises:
            UnknownRecordError: nobody has it.
            FactDeskError: several speakers have a name with these words.
        """
        if who.isascii() and who.isdigit():
            return self.records([int(who[:18])])[0]
        known = self._context.store.speaker_of(who.strip())
        found = [known] if known is not None else list(self.ids(who, limit=_MOST_NAMED + 1)) if who.strip() else []
        if not found:
            raise UnknownRecordError(f"Nobody of the name “{who}” speaks in this desk.")
        speakers = self.records(found)
        if len(speakers) > 1:
            named = ", ".join(f"{one.name} ({one.id})" for one in speakers[:_MOST_NAMED])
            more = " and others" if len(speakers) > _MOST_NAMED else ""
            raise FactDeskError(f"“{who}” may be {named}{more}; say the number or the whole name.")
        return speakers[0]

    def merge(self, into: int, others: Sequence[int]) -> Changes:
        """Say that other speakers are the same as ``into``, with all their names; one step.

        Raises:
            UnknownRecordError: there is no such speaker.
            FactDeskError: there is nothing to merge.
        """
        merged = self.records([one for one in dict.fromkeys(others) if one != into])
        (kept,) = self.records([into])
        if not merged:
            raise FactDeskError(f"Say who else is the same speaker as {kept.name}.")
        names = ", ".join(f"“{one.name}”" for one in merged[:_MOST_NAMED])
        more = f" and {len(merged) - _MOST_NAMED} more" if len(merged) > _MOST_NAMED else ""
        with self._context.step("speaker.merge", f"Same speaker as “{kept.name}”: {names}{more}") as step:
            step.join_speakers(into, [one.id for one in merged])
        return step.changes

    def split(self, name: str) -> Changes:
        """Say that a name, as reports have it, means somebody else than the other names of its speaker; one step.

        Raises:
            UnknownRecordError: no claim has that speaker.
            FactDeskError: no other name means the same speaker.
        """
        with self._context.step("speaker.split", f"Not the same speaker: “{name}”") as step:
            step.part_speaker(name)
        return step.changes
