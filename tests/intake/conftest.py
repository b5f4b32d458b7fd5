from __future__ import annotations

from datetime import UTC, datetime

import pytest

STORY = (
    "The harbour council voted on Tuesday to close the old ferry terminal by the end of March and to move every "
    "crossing to the new pier.\n\n"
    "“We will not run two terminals for one more winter,” the council's chair, Maren Okafor, told reporters after "
    "the vote, which passed by eleven to four.\n\n"
    "The ferry company said it had not been told of the date and would ask a court to look at the decision within "
    "thirty days.\n\n"
    "Traders on the quay expect fewer visitors in spring, although the council promises a bus every ten minutes.\n"
)


@pytest.fixture
def now() -> datetime:
    return datetime(2031, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def story() -> str:
    return STORY
