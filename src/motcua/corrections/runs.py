"""Second door of register matching, for commands: load runs, give corrections out.

Apart from ``service``, so that no web process carries the engine's libraries.
"""

from motcua.corrections.exporting import export_of, give_out, write_export
from motcua.corrections.loading import Loaded, load_run
from motcua.corrections.models import Export
from motcua.corrections.run_files import BadRun, Sources

__all__ = [
    "BadRun",
    "Export",
    "Loaded",
    "Sources",
    "export_of",
    "give_out",
    "load_run",
    "write_export",
]
