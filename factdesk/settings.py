"""What a person can set, declared once: name, default, label and help; dialog and documentation are made from it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from factdesk.errors import FactDeskError
from factdesk.model import DEFAULT_THRESHOLD


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
        default=DEFAULT_THRESHOLD,
        metadata={"label": "Threshold", "help": "Proposed evidence with a lower score counts for no outcome (0 to 1)."},
    )

    @classmethod
    def from_stored(cls, stored: dict[str, str]) -> DeskSettings:
        """Read settings from their stored words; unknown keys are left alone.

        Raises:
            FactDeskError: a value cannot be used.
        """
        values: dict[str, str | float] = {}
        for item in fields(cls):
            if item.name in stored:
                word = stored[item.name]
                values[item.name] = _number(item.name, word) if item.type == "float" else word
        settings = cls(**values)  # type: ignore[arg-type]  # the names and types are those of the fields
        settings.zone()
        return settings

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
