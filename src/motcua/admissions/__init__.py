"""University admission: ranked preferences decided at once, and explainable (xét tuyển)."""

from motcua.admissions.matching import Outcome, decide, match
from motcua.admissions.refusal import Fault, InputRefused

__all__ = ["Fault", "InputRefused", "Outcome", "decide", "match"]
