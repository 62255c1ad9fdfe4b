"""Which procedures people come with, of those that the catalogue holds and that can be filed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.catalogue import forms
from motcua.catalogue import service as catalogue
from motcua.catalogue.package import Channel, Procedure
from motcua.dossiers.errors import IncompleteDeclaration
from motcua.dossiers.reading_law import law_for
from motcua.dossiers.submit_draft import submission_of
from motcua.scenario import copying, people
from motcua.scenario.declaring import Answers, declaration
from motcua.scenario.levels import BY_THE_PROVINCE, Level
from motcua.scenario.people import Family

# Share of a commune's dossiers, estimated; what is not named comes as often as a rare one.
OFTEN = {"2.000815": 55, "2.000635": 12, "1.004873": 6, "1.001193": 4}
RARE = 2


@dataclass(frozen=True)
class Mix:
    """What can be filed by each channel, and why the rest cannot (code and channel → reason)."""

    by_channel: Mapping[Channel, list[Procedure]]
    left_out: Mapping[str, str]

    def draw(self, chance: random.Random, channel: Channel, level: Level) -> Procedure:
        offered = self.by_channel[channel]
        if level == Level.PROVINCE:
            offered = [one for one in offered if one.code in BY_THE_PROVINCE]
        weights = [OFTEN.get(procedure.code, RARE) for procedure in offered]
        return chance.choices(offered, weights)[0]


def found(day: date, family: Family) -> Mix:
    """Try every procedure in force on ``day`` with one family; raises ``LookupError`` for none."""
    by_channel: dict[Channel, list[Procedure]] = {Channel.ONLINE: [], Channel.COUNTER: []}
    left_out: dict[str, str] = {}
    for procedure in catalogue.published(day):
        for channel, offered in by_channel.items():
            if why := _why_not(procedure, channel, day, family):
                left_out[f"{procedure.code} {channel}"] = why
            else:
                offered.append(procedure)
    if not all(by_channel.values()):
        raise LookupError(f"nothing can be filed on {day}: {left_out}")
    return Mix(by_channel, left_out)


def _why_not(procedure: Procedure, channel: Channel, day: date, family: Family) -> str:
    if not procedure.steps_by(channel):
        return "not offered by this channel"
    if procedure.code == copying.PROCEDURE:
        return ""
    answers = declaration(procedure, family, 0, day)
    if answers is None:
        return "needs a scanned paper or what nobody here has"
    try:
        _file_in_mind(procedure, channel, day, family, answers)
    except (IncompleteDeclaration, LookupError) as fault:
        return str(fault)
    return ""


def _file_in_mind(
    procedure: Procedure, channel: Channel, day: date, family: Family, answers: Answers
) -> None:
    """Do what filing does before it writes; raises what would stop it."""
    account = family.account()
    actor = people.applicant(account, online=channel == Channel.ONLINE)
    submission = submission_of(
        procedure, forms.filled(procedure.form, answers, day), {}, account, actor
    )
    agency = submission.competent_agency
    law_for(procedure.code, procedure.revision, channel, agency, day)
