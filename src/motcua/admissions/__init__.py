"""University admission: ranked preferences decided at once, and explainable (xét tuyển)."""

from motcua.admissions.matching import Outcome, decide, match
from motcua.admissions.refusal import Fault, InputRefused
from motcua.admissions.results import cutoffs_of, result_of

__all__ = ["Fault", "InputRefused", "Outcome", "cutoffs_of", "decide", "match", "result_of"]
