"""An organisation at the counter: what the business register says of its tax code, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from motcua.desk.at_post import Me
from motcua.exchange.clients.business_register import State
from motcua.kernel.names import same_name
from motcua.kernel.organisation_names import same_organisation
from motcua.registries import service as registries

WORDS = {
    "found": "Đã xác thực",
    "differs": "Có sai lệch",
    "not_found": "Không tìm thấy",
    "unavailable": "Chưa kết nối được, sẽ tự tra cứu lại",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """``outcome`` is one of ``WORDS``; ``at`` is ISO; empty texts where nothing was found."""

    outcome: str
    at: str
    name: str = ""
    state: str = ""
    state_said: str = ""
    representatives: tuple[str, ...] = ()

    @classmethod
    def kept(cls, body: Mapping[str, Any]) -> Self:
        """Return what was kept with a visit."""
        return cls(**{**body, "representatives": tuple(body["representatives"])})

    def body(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_registered(self) -> bool:
        """Whether the register holds it: an enterprise, co-operative or household business."""
        return bool(self.name)

    @property
    def word(self) -> str:
        return WORDS[self.outcome]

    def differing(self, name: str, representative: str = "") -> list[str]:
        """Return what the register says otherwise than what is given, each as a sentence."""
        if not self.is_registered:
            return []
        found = []
        if name and not same_organisation(name, self.name):
            found.append(f"Tên trong đăng ký: {self.name}")
        if self.state != State.ACTIVE:
            found.append(f"Tình trạng: {self.state_said}")
        if representative and not any(same_name(representative, r) for r in self.representatives):
            people = "; ".join(self.representatives)
            found.append(f"Người đại diện theo pháp luật trong đăng ký: {people}")
        return found


def look_up(tax_code: str, me: Me, agency: str, procedure: str, purpose: str) -> Told:
    """Ask the business register as the official, on record; outside any transaction."""
    asker = registries.Asker(
        account=me.actor.account_id,
        name=", ".join(filter(None, [me.actor.name, me.actor.title])),
        agency=agency,
        purpose=purpose,
        service=procedure,
    )
    answer = registries.look_up_organisation(tax_code, asker)
    found, at = answer.record, answer.at.isoformat()
    if found is None:
        return Told(outcome=str(answer.outcome), at=at)
    outcome = "found" if found.state == State.ACTIVE else "differs"
    return Told(
        outcome=outcome,
        at=at,
        name=found.name,
        state=str(found.state),
        state_said=found.state_said,
        representatives=found.representatives,
    )
