"""Where the clone keeps its data folders."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARAMETERS = ROOT / "parameters"
PROCEDURES = ROOT / "procedures"
