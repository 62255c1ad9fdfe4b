"""A receiver kept in memory, that answers as a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from motcua.exchange.errors import Refused, Unreachable, Unrenderable
from motcua.exchange.sending import (
    Accepted,
    Item,
    Outcome,
    ToRender,
    rendered_apart,
    sent_apart,
)

Answer = Callable[[str, str], None]


def accepts(dossier: str, body: str) -> None:
    return None


class Receiver:
    """A ``Sender`` whose far end is a list of (dossier, body) in the order of arrival."""

    def __init__(
        self,
        answer: Answer = accepts,
        *,
        mapping_version: int = 1,
        batch: int = 10,
        lanes: int = 1,
        stored: str = "",
    ):
        self.answer = answer
        self.mapping_version = mapping_version
        self.batch = batch
        self.lanes = lanes
        self.stored = stored
        self.arrived: list[tuple[str, str]] = []
        self.messages: list[int] = []
        self.rendered = 0

    def render(self, deliveries: Sequence[ToRender]) -> Sequence[str | Exception]:
        return rendered_apart(self.body, deliveries)

    def body(self, delivery: ToRender) -> str:
        self.rendered += 1
        return f"{delivery.kind}-{delivery.ordinal}-v{self.mapping_version}"

    def send(self, kind: str, items: Sequence[Item]) -> Sequence[Outcome]:
        self.messages.append(len(items))
        return sent_apart(self.take, items)

    def take(self, item: Item) -> Accepted:
        self.answer(item.dossier, item.body)
        self.arrived.append((item.dossier, item.body))
        return Accepted(self.stored)

    def of(self, dossier: str) -> list[str]:
        return [body for name, body in self.arrived if name == dossier]


def down(dossier: str, body: str) -> None:
    raise Unreachable("test", "timeout")


def refuses(*poison: str) -> Answer:
    def answer(dossier: str, body: str) -> None:
        if body in poison:
            raise Refused("test", "4", "sai dữ liệu")

    return answer


class UnableToRender(Receiver):
    def body(self, delivery: ToRender) -> str:
        raise Unrenderable("không có mã tương ứng")
