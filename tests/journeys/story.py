"""A small invented storyline for journeys: a bridge is promised, delayed and opened."""

from __future__ import annotations

import json
from pathlib import Path

PROMISE = """HARLINGEN, March 3 (Delta Wire) - The city of Harlingen will open the Kestrel Bridge to traffic by \
June 30, Mayor Ines Aldana said on Monday.

"We will open this bridge in June," Aldana told reporters at the site.

The bridge is to carry about 40,000 vehicles a day across the Arrow River, according to the public works department.

Also Read: Five walks along the Arrow River
"""
DELAY = """HARLINGEN, June 12 (Delta Wire) - The opening of the Kestrel Bridge has been postponed to September 15, \
the city of Harlingen said on Thursday.

Cracks found in two bearings must be repaired first, Mayor Ines Aldana said.
"""
OPENED = """HARLINGEN, Sept 15 (Delta Wire) - The Kestrel Bridge opened to traffic on Monday, eleven weeks later \
than first planned.

Mayor Ines Aldana drove the first car across the Arrow River.
"""
REPORTS = (
    ("promise.txt", "2025-03-03", "Delta Wire", "Harlingen to open Kestrel Bridge by end of June", PROMISE),
    ("delay.txt", "2025-06-12", "Delta Wire", "Kestrel Bridge opening postponed", DELAY),
    ("opened.txt", "2025-09-15", "Delta Wire", "Kestrel Bridge opens", OPENED),
)
GIVEN = {
    "quote": "The city of Harlingen will open the Kestrel Bridge to traffic by June 30",
    "speaker": "Ines Aldana",
    "kind": "commitment",
    "due_words": "by June 30",
}


def write_manifest(folder: Path, *, given: bool = False) -> Path:
    """Write the reports and a manifest that names them; with ``given``, the first report hands in its claim."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for name, published, outlet, title, text in REPORTS:
        (folder / name).write_text(text, encoding="utf-8")
        record = {"path": name, "published": published, "outlet": outlet, "title": title}
        if given and name == "promise.txt":
            record["claims"] = [GIVEN]
        lines.append(json.dumps(record))
    manifest = folder / "bridge.jsonl"
    manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return manifest
