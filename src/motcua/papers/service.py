"""The door of this room: what other rooms may use of papers."""

from motcua.papers.at_token import (
    AtToken,
    Taken,
    ToSign,
    signs_at_token,
    take_signatures,
    waiting_at_token,
)
from motcua.papers.authority import NoCertificate, issue_certificate, make_authority
from motcua.papers.certificate_days import obstacle, warning
from motcua.papers.certificates import Holder
from motcua.papers.certification_book import (
    Certified,
    Line,
    enter_in_book,
    line_of,
    lines_of_book,
)
from motcua.papers.confirming import ask_again, follow_requests
from motcua.papers.endorsing import (
    CannotSign,
    Overtaken,
    Signer,
    order_seal,
    order_signature,
    seal_now,
    sign_now,
)
from motcua.papers.keeping import (
    KeptFile,
    NotTheirs,
    attach_files,
    discard_upload,
    erase_expired,
    file,
    files_of,
    keep_upload,
    open_file,
)
from motcua.papers.kinds import DRAFTS, INNER, RESULTS, draft_of, preview_of
from motcua.papers.means import Certificate, Held, held_by, keys_folder
from motcua.papers.ordering import (
    drop,
    issued,
    issued_of,
    order_paper,
    paper,
    papers_of,
    render_now,
    results_of,
    revoke,
)
from motcua.papers.registering import (
    STYLES,
    NewMeans,
    end_means,
    means_history,
    register_means,
)
from motcua.papers.store import FileLost
from motcua.papers.uploads import LARGEST_KEPT, LARGEST_RECEIVED, Refused
from motcua.papers.verifying import (
    CheckedPaper,
    check_answer,
    check_by_code,
    check_now,
    order_check,
)
from motcua.papers.views import PaperView, SignatureView

__all__ = [
    "DRAFTS",
    "INNER",
    "LARGEST_KEPT",
    "LARGEST_RECEIVED",
    "RESULTS",
    "STYLES",
    "AtToken",
    "CannotSign",
    "Certificate",
    "Certified",
    "CheckedPaper",
    "FileLost",
    "Held",
    "Holder",
    "KeptFile",
    "Line",
    "NewMeans",
    "NoCertificate",
    "NotTheirs",
    "Overtaken",
    "PaperView",
    "Refused",
    "SignatureView",
    "Signer",
    "Taken",
    "ToSign",
    "ask_again",
    "attach_files",
    "check_answer",
    "check_by_code",
    "check_now",
    "discard_upload",
    "draft_of",
    "drop",
    "end_means",
    "enter_in_book",
    "erase_expired",
    "file",
    "files_of",
    "follow_requests",
    "held_by",
    "issue_certificate",
    "issued",
    "issued_of",
    "keep_upload",
    "keys_folder",
    "line_of",
    "lines_of_book",
    "make_authority",
    "means_history",
    "obstacle",
    "open_file",
    "order_check",
    "order_paper",
    "order_seal",
    "order_signature",
    "paper",
    "papers_of",
    "preview_of",
    "register_means",
    "render_now",
    "results_of",
    "revoke",
    "seal_now",
    "sign_now",
    "signs_at_token",
    "take_signatures",
    "waiting_at_token",
    "warning",
]
