from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import core, tsp
from running import Sandbox

# A second opinion by a program that the set-up does not install; asn1crypto reads every stamp in
# the tests beside these, which are never left out.
needs_openssl = pytest.mark.skipif(
    not shutil.which("openssl"), reason="the machine has no openssl for a second opinion"
)


def openssl(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True)


def stamp(sandbox: Sandbox, request: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    answer = sandbox.http.post("/tsa", content=request, headers=headers)
    assert answer.headers["content-type"] == "application/timestamp-reply"
    return answer.content


def request(algorithm: str = "sha256", digest: bytes | None = None, **more: object) -> bytes:
    imprint = {
        "hash_algorithm": {"algorithm": algorithm},
        "hashed_message": digest or hashlib.new(algorithm, b"paper").digest(),
    }
    fields = {"version": "v1", "message_imprint": imprint, "cert_req": True, **more}
    return tsp.TimeStampReq(fields).dump()


def info(answer: bytes) -> tsp.TSTInfo:
    signed = tsp.TimeStampResp.load(answer)["time_stamp_token"]["content"]
    return signed["encap_content_info"]["content"].parsed


def verification(sandbox: Sandbox, folder: Path) -> str:
    """Let openssl ask, and verify the answer against the authority's certificates."""
    (folder / "paper").write_bytes(b"Giay khai sinh")
    for name in ("ca.pem", "cert.pem"):
        (folder / name).write_bytes(sandbox.http.get(f"/tsa/{name}").content)
    query, reply = folder / "query", folder / "reply"
    openssl("ts", "-query", "-data", folder / "paper", "-sha256", "-cert", "-out", query)
    reply.write_bytes(stamp(sandbox, query.read_bytes()))
    files = ("-data", folder / "paper", "-in", reply, "-CAfile", folder / "ca.pem")
    done = openssl("ts", "-verify", *files, "-untrusted", folder / "cert.pem")
    return done.stdout + done.stderr


@needs_openssl
def test_openssl_verifies_a_timestamp(sandbox: Sandbox, tmp_path: Path) -> None:
    assert "Verification: OK" in verification(sandbox, tmp_path)


@needs_openssl
def test_openssl_refuses_a_timestamp_signed_by_nobody(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.fault("tsa", "wrong_signature", count=1)
    assert "Verification: FAILED" in verification(sandbox, tmp_path)


def test_a_timestamp_bears_the_day_of_the_story_and_repeats_the_nonce(sandbox: Sandbox) -> None:
    stamped = info(stamp(sandbox, request(nonce=4711)))
    assert stamped["gen_time"].native.isoformat().startswith("2026-11-23T01:4")
    assert stamped["nonce"].native == 4711


def test_serial_numbers_never_repeat(sandbox: Sandbox) -> None:
    serials = [info(stamp(sandbox, request()))["serial_number"].native for _ in range(3)]
    assert len(set(serials)) == 3


@pytest.mark.parametrize("algorithm", ["sha384", "sha512"])
def test_longer_digests_are_stamped_too(sandbox: Sandbox, algorithm: str) -> None:
    stamped = info(stamp(sandbox, request(algorithm)))
    assert stamped["message_imprint"]["hash_algorithm"]["algorithm"].native == algorithm


def test_the_certificate_stays_out_unless_it_is_asked_for(sandbox: Sandbox) -> None:
    answer = tsp.TimeStampResp.load(stamp(sandbox, request(cert_req=False)))
    assert answer["time_stamp_token"]["content"]["certificates"].native is None


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (b"no DER", "bad_data_format"),
        (request("sha1"), "bad_alg"),
        (request(digest=b"short"), "bad_data_format"),
        (request(req_policy="1.2.3"), "unaccepted_policy"),
    ],
)
def test_a_bad_request_is_rejected_with_its_reason(
    sandbox: Sandbox, asked: bytes, reason: str
) -> None:
    status = tsp.PKIStatusInfo.load(core.Sequence.load(stamp(sandbox, asked))[0].dump())
    assert status["status"].native == "rejection"
    assert status["fail_info"].native == {reason}


def test_another_content_type_is_refused(sandbox: Sandbox) -> None:
    assert sandbox.http.post("/tsa", content=request()).status_code == 415
