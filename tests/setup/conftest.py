"""The scripts stand alone, with nothing installed; so they are no package, and are found by their folder."""

import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))
