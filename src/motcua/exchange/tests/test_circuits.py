from motcua.exchange.circuits import FAILURES_TO_OPEN, LONGEST_WAIT_S, Circuit


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Circuit, Seconds]:
    seconds = Seconds()
    circuit = Circuit(seconds)
    for _ in range(FAILURES_TO_OPEN):
        circuit.failed()
    return circuit, seconds


def test_a_few_failures_do_not_open_it():
    circuit = Circuit(Seconds())
    for _ in range(FAILURES_TO_OPEN - 1):
        circuit.failed()
    assert circuit.allows()


def test_an_open_circuit_lets_one_probe_pass_after_its_wait():
    circuit, seconds = opened()
    assert not circuit.allows()
    seconds.now += 1.0
    assert circuit.allows()
    assert not circuit.allows()


def test_the_wait_for_a_probe_grows_up_to_its_cap():
    circuit, seconds = opened()
    for _ in range(40):
        circuit.failed()
    seconds.now += LONGEST_WAIT_S
    assert circuit.allows()


def test_the_first_answer_closes_it_and_is_reported_once():
    circuit, _ = opened()
    assert circuit.succeeded()
    assert circuit.allows()
    assert not circuit.succeeded()
