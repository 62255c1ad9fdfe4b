"""Line drawings of 24 by 24 units, drawn into the page: no request, no style attribute."""

from __future__ import annotations

ICONS = {
    # shapes that go with due words and messages
    "in_time": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "soon": '<path d="M12 3l9.5 17h-19z"/><path d="M12 10v4M12 17v.5"/>',
    "today": '<rect x="4" y="5" width="16" height="15"/><path d="M4 10h16M8 3v4M16 3v4"/>',
    "late": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M12 7v6M12 16v.5"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="M8 12.5l3 3 5.5-6.5"/>',
    "not_started": '<circle cx="12" cy="12" r="9" stroke-dasharray="3 3"/>',
    "waiting": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "working": '<path d="M20 12a8 8 0 1 1-3-6.2M17 2v4h-4"/>',
    "asking": '<path d="M12 3l9.5 17h-19z"/><path d="M12 10v4M12 17v.5"/>',
    "ended": '<circle cx="12" cy="12" r="9"/><path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>',
    "stopped": '<rect x="5" y="5" width="14" height="14"/>',
    "lock": '<rect x="5" y="11" width="14" height="9"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "camera": '<path d="M3 8h4l2-3h6l2 3h4v11H3z"/><circle cx="12" cy="13" r="3.5"/>',
    "paper": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "phone": '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4c-9 1-16-6-15-15z"/>',
    # sự kiện trong đời
    "birth": '<circle cx="12" cy="7" r="3"/><path d="M5 21c0-6 3-9 7-9s7 3 7 9"/><path d="M9 17h6"/>',
    "school": '<path d="M2 9l10-5 10 5-10 5z"/><path d="M6 11.5V17c3 2.5 9 2.5 12 0v-5.5M22 9v6"/>',
    "marriage": '<circle cx="8.5" cy="14" r="5.5"/><circle cx="15.5" cy="14" r="5.5"/><path d="M10 4h4l-2 3z"/>',
    "residence": '<rect x="3" y="5" width="18" height="14"/><circle cx="9" cy="11" r="2"/><path d="M6 16c0-2 6-2 6 0M14 10h4M14 14h4"/>',
    "home": '<path d="M3 11l9-7 9 7M5 10v10h14V10"/><path d="M10 20v-6h4v6"/>',
    "vehicle": '<path d="M4 16v-4l2-5h12l2 5v4zM4 12h16"/><circle cx="7.5" cy="17" r="2"/><circle cx="16.5" cy="17" r="2"/>',
    "work": '<rect x="3" y="8" width="18" height="12"/><path d="M9 8V5h6v3M3 13h18"/>',
    "support": '<path d="M12 20C4 14 3 10 4.5 7c2-3 6-2.5 7.5.5C13.5 4.5 17.5 4 19.5 7 21 10 20 14 12 20z"/>',
    "death": '<path d="M12 21c-5-3-8-6-8-10 4 0 7 2 8 5 1-3 4-5 8-5 0 4-3 7-8 10zM12 16c-2-4-2-8 0-12 2 4 2 8 0 12"/>',
}


def svg(name: str) -> str:
    """Return the drawing, hidden from readers of the screen: a word always stands beside it."""
    return (
        '<svg class="mc-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" '
        'stroke="currentColor" stroke-width="2" aria-hidden="true" focusable="false">'
        f"{ICONS[name]}</svg>"
    )
