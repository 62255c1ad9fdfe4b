"""Destinations of deliveries with the mappings of the room that knows dossiers."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.dossiers.civil_status import RegisterSender
from motcua.dossiers.mapping_national import MAPPING_VERSION, render_items
from motcua.dossiers.outgoing import CIVIL_STATUS, NATIONAL
from motcua.exchange.clients.national_sending import NationalSender
from motcua.exchange.sending import Sender


def senders() -> Mapping[str, Sender]:
    return {
        NATIONAL: NationalSender(render_items, MAPPING_VERSION),
        CIVIL_STATUS: RegisterSender(),
    }
