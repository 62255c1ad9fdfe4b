"""Destinations of deliveries with the mappings of the room that knows dossiers."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.dossiers.civil_status import RegisterSender
from motcua.dossiers.mapping_national import MAPPING_VERSION, render_item
from motcua.dossiers.outgoing import CIVIL_STATUS, NATIONAL
from motcua.exchange.clients.national import NationalSender
from motcua.exchange.delivering import Sender


def senders() -> Mapping[str, Sender]:
    return {
        NATIONAL: NationalSender(render_item, MAPPING_VERSION),
        CIVIL_STATUS: RegisterSender(),
    }
