"""``import``, ``reports``, and which of them are copies of one story."""

from __future__ import annotations

import sys
from datetime import date

import click

from factdesk.cli.output import Day, counted, format_option, print_records, progress_task
from factdesk.cli.program import Session
from factdesk.desk import records
from factdesk.model import Added, ImportResult

_ADDED = ("report_id", "title", "published", "known_by", "language", "claims", "repeated", "evidence", "notes")


@click.command("import")
@click.argument("items", nargs=-1, required=True, metavar="PATH|URL|- ...")
@click.option("--published", type=Day(), help="Publication date of every item, like 2026-05-14.")
@click.option("--outlet", help="Who published every item.")
@click.option("--title", help="Title of every item.")
@click.option("--url", help="Address of every item.")
@click.option("--no-extract", is_flag=True, help="Store only the claims that a manifest hands in.")
@format_option
@click.pass_obj
def import_command(
    session: Session,
    items: tuple[str, ...],
    published: date | None,
    outlet: str | None,
    title: str | None,
    url: str | None,
    no_extract: bool,
    form: str,
) -> int:
    """Add reports in the order of publication, extract their claims, hold them against the stored ones.

    Takes .txt, .md, .html, folders of them, - for standard input, and .jsonl or .csv manifests.
    """
    with session.open(write=True) as desk:
        result = desk.reports.add(
            items,
            published=published,
            outlet=outlet,
            title=title,
            url=url,
            extract=not no_extract,
            stdin=sys.stdin.buffer.read,
            task=progress_task(),
        )
    if result.added or form != "table":
        print_records(map(_added_record, result.added), form, _ADDED, _ADDED)
    return _tell(result)


@click.command("reports")
@click.argument("query", default="")
@format_option
@click.pass_obj
def reports_command(session: Session, query: str, form: str) -> None:
    """List reports; QUERY is the search language of the Claims screen."""
    with session.open() as desk:
        rows = desk.export.rows(query, what="reports")
        print_records(
            rows, form, records.columns("reports"), ("id", "published", "outlet", "title", "language", "claims")
        )


@click.command("merge-reports")
@click.argument("into", type=int)
@click.argument("other", type=int, nargs=-1, required=True, metavar="OTHER...")
@click.pass_obj
def merge_reports_command(session: Session, into: int, other: tuple[int, ...]) -> None:
    """Say that reports are copies of one story, the one of report INTO; they count once from now on."""
    with session.open(write=True) as desk:
        changes = desk.reports.merge(into, other)
        origin = desk.reports.get(into).origin_id
    click.echo(f"{counted(len(changes.reports), 'report')} put to origin {origin}.", err=True)


@click.command("split-report")
@click.argument("report", type=int)
@click.pass_obj
def split_report_command(session: Session, report: int) -> None:
    """Say that a report is no copy of the others of its origin; it counts on its own from now on."""
    with session.open(write=True) as desk:
        desk.reports.split(report)
        origin = desk.reports.get(report).origin_id
    click.echo(f"Report {report} is origin {origin} now.", err=True)


def _added_record(added: Added) -> dict[str, object]:
    return {
        "report_id": added.report_id,
        "title": added.title,
        "published": added.published.isoformat() if added.published else None,
        "known_by": str(added.published_by),
        "language": added.language,
        "is_new": added.is_new,
        "copy_of": added.copy_of,
        "claims": added.claims,
        "repeated": added.folded,
        "evidence": added.evidence,
        "notes": " ".join(added.notes),
    }


def _tell(result: ImportResult) -> int:
    new = [added for added in result.added if added.is_new]
    claims, evidence = sum(a.claims for a in new), sum(a.evidence for a in new)
    known = len(result.added) - len(new)
    already = f", {known} in the desk already" if known else ""
    found = f"{counted(claims, 'claim')}, {counted(evidence, 'piece', 'pieces')} of evidence"
    click.echo(f"{counted(len(new), 'report')} added{already}; {found}.", err=True)
    for failure in result.failed:
        click.echo(f"factdesk: {failure.item}: {failure.why}", err=True)
    return 1 if result.failed else 0
