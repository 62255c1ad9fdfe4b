"""Dossiers by the hundred thousand, written straight into the tables: only for measuring.

One commune has a fortieth of all, the others share the rest; nineteen in twenty have ended.
"""

from __future__ import annotations

import os

import psycopg
from django.db import connection

_DOSSIERS = """
INSERT INTO dossiers_dossierrow (
    code, procedure, revision, channel, receiving_agency, competent_agency, needs_confirmation,
    needs_registration, phase, step, outcome, submitted_at, received_at, due_at, first_due_at,
    finished_at, handed_over_at, pauses, paused, apologies, supplements, draft_confirmed,
    verification, registered, revoked, rating, seq, head, procedure_name, subject_name, subject_sort
)
SELECT place.agency || '-2611' || lpad((1 + n %% 22)::text, 2, '0') || '-' || lpad(n::text, 7, '0'),
    '1.001193', 1, 'online', place.agency, place.agency, true, true,
    CASE WHEN runs THEN (ARRAY['submitted', 'processing', 'decided'])[1 + n / 800 %% 3]
         ELSE 'handed_over' END,
    CASE WHEN runs AND n / 800 %% 3 = 1 THEN 'examination' ELSE '' END, '',
    at, at, at + interval '1 day', at + interval '1 day',
    CASE WHEN runs AND n / 800 %% 3 < 2 THEN NULL ELSE at + interval '6 hours' END,
    CASE WHEN runs THEN NULL ELSE at + interval '8 hours' END,
    '[]', false, 0, 0, false, 'agrees', false, false, 0, 3, repeat('0', 64),
    'Đăng ký khai sinh', name.full || ' ' || n, name.folded || ' ' || n
FROM generate_series(1, %(count)s) AS n,
LATERAL (SELECT n / 40 %% 20 = 0 AS runs) AS state,
LATERAL (SELECT CASE WHEN n %% 40 = 0 THEN %(busy)s
         ELSE 'H44.28.' || (100 + n %% 147) END AS agency) AS place,
LATERAL (SELECT timestamptz '2026-11-23 07:00+07' - n * interval '2 minutes' AS at) AS moment,
LATERAL (SELECT (ARRAY['Bùi Văn', 'Hà Thị', 'Nguyễn Thiên Phúc', 'Khà Minh'])[1 + n / 40 %% 4] AS full,
         (ARRAY['bui van', 'ha thi', 'nguyen thien phuc', 'kha minh'])[1 + n / 40 %% 4] AS folded) AS name
"""
_PARTIES = """
INSERT INTO dossiers_party (dossier_code, part, personal_id, full_name, birth, phone, email)
SELECT code, 'filer', '0172' || lpad(number, 8, '0'), subject_name, '', '09' || lpad(number, 8, '0'), ''
FROM dossiers_dossierrow, LATERAL (SELECT ltrim(right(code, 7), '0') AS number) AS last
"""


def fill(count: int, busy: str, *, but: str) -> None:
    """Write ``count`` dossiers, a fortieth of them to ``busy``, none to the agency ``but``."""
    with connection.cursor() as cursor:
        cursor.execute(_DOSSIERS, {"count": count, "busy": busy})
        cursor.execute(_PARTIES)
        cursor.execute(
            "SELECT count(*) FROM dossiers_dossierrow WHERE competent_agency = %s", [but]
        )
        (strangers,) = cursor.fetchone()
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE dossiers_dossierrow, dossiers_party")  # as a server does
    if strangers:
        raise RuntimeError(f"{but} should have no dossier")
