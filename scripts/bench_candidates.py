"""How many of the claims that a report bears on are looked up for it in a large desk, and the other way round.

    python scripts/bench_candidates.py [--sizes 1000,100000] [--stories FOLDER]

A desk holds all reports of storylines with the claims that are labelled and those that are read from them, among others
that ``made_claims.py`` makes: the invented storylines in ``scripts/pairs``, or those of a folder. Prints, for desks of
growing size, the share of the labelled claims that a report bears on among the first k looked up for it, and the share
of the reports that bear on a claim among the first k looked up for that; first of all that bear on it, then of those
that decide it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench_matching import capture, fill, sentences
from matching_rows import DECISIVE
from storylines import LabelledClaim, Storyline, invented, measured, strongest

from factdesk.desk.context import Context, now_utc
from factdesk.desk.engine import DirectEngine
from factdesk.desk.holding import candidates, later_reports, source_of
from factdesk.model import ClaimDraft, GivenClaim, Reading
from factdesk.reading import draft_given
from factdesk.store import Step, Store, open_store

CLAIMS_AT = (1, 5, 10, 20, 40, 100)
REPORTS_AT = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Stored:
    """A storyline in a desk: numbers of its reports and claims by their names, and what was read from the reports."""

    story: Storyline
    reports: Mapping[str, int]
    claims: Mapping[str, int]
    readings: Mapping[str, Reading]


Ranks = list[tuple[int | None, bool]]
"""Of each that was wanted: its place among what was looked up, null where it is not; whether it decides."""


def store_story(store: Store, story: Storyline, engine: DirectEngine) -> Stored:
    """Add the reports of a storyline to a desk, with the labelled claims and all others that are read from them."""
    reports: dict[str, int] = {}
    claims: dict[str, int] = {}
    readings: dict[str, Reading] = {}
    for told in story.reports:
        with store.step("bench", "Report", actor="bench", at=now_utc()) as step:
            number = step.add_report(replace(capture(told.text, told.published), title=told.title))
        report = store.report(number)
        reports[told.name], readings[told.name] = number, engine.read(source_of(report, "US"))
        own = [claim for claim in story.claims if claim.report == told.name]
        with store.step("bench", "Claims", actor="bench", at=now_utc()) as step:
            claims |= _add_claims(step, number, own, readings[told.name], report.text)
    return Stored(story, reports, claims, readings)


def _add_claims(step: Step, report: int, own: Sequence[LabelledClaim], reading: Reading, text: str) -> dict[str, int]:
    drafts: dict[str, ClaimDraft] = {}
    for claim in own:
        given = GivenClaim(claim.quote, speaker=claim.speaker)
        draft = draft_given(given, text, reading=reading, published=None, language="en", country="US", by="labels")
        if draft is not None:
            drafts[claim.name] = draft
    step.add_claims(report, [d for d in reading.claims if not any(_overlap(d, one) for one in drafts.values())])
    return dict(zip(drafts, step.add_claims(report, list(drafts.values())), strict=True))


def _overlap(one: ClaimDraft, other: ClaimDraft) -> bool:
    return one.start < other.end and other.start < one.end


def claim_ranks(context: Context, stored: Stored) -> Ranks:
    """Return the places of the claims that each report bears on among those looked up for it."""
    found: Ranks = []
    for told in stored.story.reports:
        wanted = dict(_wanted(stored, told.name))
        if wanted:
            report = context.store.report(stored.reports[told.name])
            ranked = [claim.id for claim in candidates(context, stored.readings[told.name], report)]
            found += [(_place(claim, ranked), decides) for claim, decides in wanted.items()]
    return found


def report_ranks(context: Context, stored: Stored) -> Ranks:
    """Return the places of the reports that bear on each claim among those looked up for it."""
    found: Ranks = []
    for label in stored.story.claims:
        if label.name in stored.claims:
            claims = context.store.claims([stored.claims[label.name]])
            ((_, ranked),) = later_reports(context, claims)
            for name in dict.fromkeys(one.report for one in label.labels):
                relation = strongest(label.of(name))
                if relation != "unrelated":
                    found.append((_place(stored.reports[name], ranked), relation in DECISIVE))
    return found


def _wanted(stored: Stored, report: str) -> Iterator[tuple[int, bool]]:
    for label in stored.story.claims:
        relation = strongest(label.of(report))
        if label.name in stored.claims and relation not in (None, "unrelated"):
            yield stored.claims[label.name], relation in DECISIVE


def _place(number: int, ranked: Sequence[int]) -> int | None:
    return ranked.index(number) + 1 if number in ranked else None


def shares(ranks: Ranks, places: Sequence[int]) -> str:
    """Return the share found at each place, of all and of those that decide."""
    decisive = [place for place, decides in ranks if decides]
    every = [place for place, _ in ranks]
    return "  ".join(f"@{k} {_share(every, k):.1%} {_share(decisive, k):.1%}" for k in places)


def _share(found: Sequence[int | None], k: int) -> float:
    return sum(place is not None and place <= k for place in found) / max(1, len(found))


def make(path: Path, size: int) -> None:
    """Make a desk of made-up claims."""
    with open_store(path) as store:
        fill(store, size, sentences(size))


def measure(store: Store, stories: Sequence[Storyline]) -> tuple[Ranks, Ranks]:
    """Add all storylines to a desk, then look up in both directions."""
    engine = DirectEngine()
    context = Context(store, "bench", now_utc, engine)
    stored = [store_story(store, story, engine) for story in stories]
    claims = [rank for one in stored for rank in claim_ranks(context, one)]
    reports = [rank for one in stored for rank in report_ranks(context, one)]
    return claims, reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--stories", type=Path)
    asked = parser.parse_args()
    folders = sorted(asked.stories.iterdir()) if asked.stories else []
    stories = [measured(f) for f in folders if (f / "labels.json").exists()] if asked.stories else invented()
    for size in map(int, asked.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "desk.factdesk"
            make(path, size)
            with open_store(path) as store:
                claims, reports = measure(store, stories)
        decisive = sum(decides for _, decides in claims)
        print(f"{size} claims; of {len(claims)} that a report bears on, and of the {decisive} that it decides:")
        print(f"  claims for a report   {shares(claims, CLAIMS_AT)}")
        print(f"  reports for a claim   {shares(reports, REPORTS_AT)}", flush=True)


if __name__ == "__main__":
    main()
