"""The little of SOAP 1.1 that the population register speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.exchange.errors import Malformed

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
LARGEST_REPLY = 1024 * 1024

Fields = Sequence[tuple[str, "str | Fields"]]


def envelope(operation: str, namespace: str, fields: Fields) -> bytes:
    """Return a request whose children keep the order of ``fields``."""
    root = Element(f"{{{ENVELOPE}}}Envelope")
    body = SubElement(root, f"{{{ENVELOPE}}}Body")
    _append(SubElement(body, f"{{{namespace}}}{operation}"), namespace, fields)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def body_of(system: str, content: bytes) -> Element:
    """Return the Body of a reply; no DOCTYPE, no entities, no megabytes."""
    if len(content) > LARGEST_REPLY:
        raise Malformed(system, "answer too large")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise Malformed(system, "not an XML answer") from fault
    body = root.find(f"{{{ENVELOPE}}}Body")
    if body is None:
        raise Malformed(system, "no SOAP body")
    fault_node = body.find(f"{{{ENVELOPE}}}Fault")
    if fault_node is not None:
        raise Malformed(system, f"SOAP fault {fault_node.findtext('faultcode', '')[:60]}")
    return body


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name, in whatever namespace."""
    if element is None:
        return None
    return next((one for one in element if local(one) == name), None)


def value(element: Element | None, *path: str) -> str:
    """Return the text found by following child names, empty when there is none."""
    for name in path:
        element = child(element, name)
    return (element.text or "").strip() if element is not None else ""


def as_mapping(element: Element) -> Mapping[str, str]:
    return {local(one): (one.text or "").strip() for one in element}


def _append(parent: Element, namespace: str, fields: Fields) -> None:
    for name, content in fields:
        node = SubElement(parent, f"{{{namespace}}}{name}")
        if isinstance(content, str):
            node.text = content
        else:
            _append(node, namespace, content)
