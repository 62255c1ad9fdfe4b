"""A client of the population database written from the interface notes alone."""

from __future__ import annotations

import base64
import hashlib
from xml.etree import ElementTree

import httpx
from running import Sandbox

NS = {"s": "http://schemas.xmlsoap.org/soap/envelope/", "d": "http://www.mic.gov.vn/dancu/1.0"}
ENVELOPE = """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:dan="http://dancuquocgia.bca"><soapenv:Header/><soapenv:Body>
<dan:{operation}>{fields}</dan:{operation}></soapenv:Body></soapenv:Envelope>"""
CODES = (
    "<dan:MaYeuCau>{request}</dan:MaYeuCau><dan:MaDVC>G15-TP110</dan:MaDVC>"
    "<dan:MaTichHop>037</dan:MaTichHop><dan:MaCanBo>ho-tich-1</dan:MaCanBo>"
)


def facts(number: str, name: str, birth: str, request: str = "YC-1") -> str:
    kind = "SoDinhDanh" if len(number) == 12 else "SoCMND"
    day = "NgayThangNam" if len(birth) == 8 else "Nam"
    return (
        f"{CODES.format(request=request)}<dan:{kind}>{number}</dan:{kind}><dan:HoVaTen>{name}</dan:HoVaTen>"
        f"<dan:NgayThangNamSinh><dan:{day}>{birth}</dan:{day}></dan:NgayThangNamSinh>"
    )


def authorization(url: str, username: str, timestamp: str, secret: str) -> str:
    digest = hashlib.sha256((url + username + timestamp + secret).encode()).hexdigest()
    return "Basic " + base64.b64encode(f"{username}:{digest}".encode()).decode()


def post(sandbox: Sandbox, body: str, *, secret: str = "demo-dancu-secret") -> httpx.Response:
    url, stamp = f"{sandbox.url}/dancu", "1763860000000"
    headers = {
        "Timestamp": stamp,
        "Authorization": authorization(url, "motcua", stamp, secret),
        "SOAPAction": "",
        "Content-Type": "application/xml",
    }
    return sandbox.http.post("/dancu", content=body.encode(), headers=headers)


def ask(
    sandbox: Sandbox, number: str, name: str, birth: str, operation: str = "TraCuuThongTinCongDan"
) -> ElementTree.Element:
    answer = post(sandbox, ENVELOPE.format(operation=operation, fields=facts(number, name, birth)))
    assert answer.status_code == 200, answer.text
    return ElementTree.fromstring(answer.content)


def citizens(answer: ElementTree.Element) -> list[ElementTree.Element]:
    return answer.findall("s:Body/d:CongdanCollection/d:CongDan", NS)


def text(citizen: ElementTree.Element, *path: str) -> str:
    return citizen.findtext("/".join(f"d:{part}" for part in path), "", NS)
