"""What a person can set, declared once: name, default, label and help; dialog and documentation are made from it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from factdesk.errors import FactDeskError
from factdesk.model import DESK_THRESHOLD


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """The settings that belong to one desk and travel with its file."""

    time_zone: str = field(
        default="UTC",
        metadata={"label": "Time zone", "help": "Days begin and end in this zone; a claim is overdue by its calendar."},
    )
    country: str = field(
        default="US",
        metadata={"label": "Country", "help": "Whose holidays and fiscal years are meant where a report names none."},
    )
    threshold: float = field(
        default=DESK_THRESHOLD,
        metadata={"label": "Threshold", "help": "Proposed evidence with a lower score counts for no outcome (0 to 1)."},
    )
    adapt: bool = field(
        default=True,
        metadata={
            "label": "Learn from decisions",
            "help": "Your decisions on matches move the score from which on passages are proposed (on or off).",
        },
    )
    adapt_since: str = field(
        default="",
        metadata={
            "label": "Learn since",
            "help": "Decisions before this moment are passed over; now starts anew, empty counts all.",
        },
    )

    @classmethod
    def from_stored(cls, stored: dict[str, str]) -> DeskSettings:
        """Read settings from their stored words; unknown keys are left alone.

        Raises:
            FactDeskError: a value cannot be used.
        """
        readers = {"float": _number, "bool": _switch}
        values = {
            item.name: readers[str(item.type)](item.name, word) if item.type in readers else word
            for item in fields(cls)
            if (word := stored.get(item.name)) is not None
        }
        settings = cls(**values)  # type: ignore[arg-type]  # the names and types are those of the fields
        settings.zone()
        settings.since()
        return settings

    def words(self, name: str) -> str:
        """Return a setting as it is stored and typed."""
        value = getattr(self, name)
        return ("on" if value else "off") if isinstance(value, bool) else str(value)

    def since(self) -> datetime | None:
        """Return the moment before which decisions are passed over, null where all count.

        Raises:
            FactDeskError: it is no moment with a time zone.
        """
        if not self.adapt_since:
            return None
        try:
            moment = datetime.fromisoformat(self.adapt_since)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise FactDeskError(f"“{self.adapt_since}” is no moment; say now, or one like 2026-05-14T12:00:00+00:00.")
        return moment

    def zone(self) -> ZoneInfo:
        """Return the time zone.

        Raises:
            FactDeskError: there is no zone of that name.
        """
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise FactDeskError(
                f"There is no time zone “{self.time_zone}”; name one like Europe/Berlin or America/New_York."
            ) from error


def _number(name: str, word: str) -> float:
    try:
        value = float(word)
    except ValueError as error:
        raise FactDeskError(f"“{word}” is no number for {name}.") from error
    if not 0 <= value <= 1:
        raise FactDeskError(f"{name} must lie between 0 and 1, not {word}.")
    return value


def _switch(name: str, word: str) -> bool:
    if word.lower() not in ("on", "off"):
        raise FactDeskError(f"{name} is on or off, not “{word}”.")
    return word.lower() == "on"
