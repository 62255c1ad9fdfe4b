"""Paper dossiers leave the counter by a list, once."""

from motcua.counter.models import PaperHandOver
from motcua.desk.counter.tests.people import taken_in

PAPERS = "/desk/counter/papers/"


def test_a_list_is_made_printed_and_signed_and_a_dossier_leaves_once(receiver):
    code = taken_in(receiver)
    sent = {"dossier": [code], f"papers-{code}": "3", "taker": "Phòng Văn hóa - Xã hội"}
    printed = receiver.post(PAPERS, sent, follow=True)
    assert code.split("-")[0] in printed.content.decode()
    assert PaperHandOver.objects.get().lines[0]["papers"] == "3"
    assert not receiver.get(PAPERS).context["found"]
    assert "dossiers" in receiver.post(PAPERS, sent).context["faults"]
    signed = receiver.post(printed.redirect_chain[-1][0], follow=True)
    assert signed.context["list"].signed_at


def test_a_list_needs_a_taker_and_a_dossier(receiver):
    code = taken_in(receiver)
    faults = receiver.post(PAPERS, {"dossier": [code]}).context["faults"]
    assert faults.keys() == {"taker"}
    assert receiver.post(PAPERS, {"taker": "x"}).context["faults"].keys() == {"dossiers"}
    assert receiver.get(PAPERS).context["found"]
