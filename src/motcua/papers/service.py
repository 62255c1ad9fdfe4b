"""The door of this room: what other rooms may use of papers."""

from motcua.papers.authority import NoCertificate, issue_certificate, make_authority
from motcua.papers.certificates import Holder
from motcua.papers.certification_book import (
    Certified,
    Line,
    enter_in_book,
    line_of,
    lines_of_book,
)
from motcua.papers.endorsing import (
    CannotSign,
    Overtaken,
    Signer,
    keys_folder,
    may_sign_until,
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
from motcua.papers.ordering import (
    issued,
    issued_of,
    order_paper,
    paper,
    papers_of,
    render_now,
    revoke,
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
    "CannotSign",
    "Certified",
    "CheckedPaper",
    "FileLost",
    "Holder",
    "KeptFile",
    "Line",
    "NoCertificate",
    "NotTheirs",
    "Overtaken",
    "PaperView",
    "Refused",
    "SignatureView",
    "Signer",
    "attach_files",
    "check_answer",
    "check_by_code",
    "check_now",
    "discard_upload",
    "draft_of",
    "enter_in_book",
    "erase_expired",
    "file",
    "files_of",
    "issue_certificate",
    "issued",
    "issued_of",
    "keep_upload",
    "keys_folder",
    "line_of",
    "lines_of_book",
    "make_authority",
    "may_sign_until",
    "open_file",
    "order_check",
    "order_paper",
    "order_seal",
    "order_signature",
    "paper",
    "papers_of",
    "preview_of",
    "render_now",
    "revoke",
    "seal_now",
    "sign_now",
]
