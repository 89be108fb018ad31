"""What the programs beside this share: one order in, one answer out, and a client made of it."""
import base64
import json
import sys

from lxml import etree
from requests import Session
from requests.auth import HTTPBasicAuth
from zeep import Client, Settings
from zeep.exceptions import Fault
from zeep.transports import Transport
from zeep.wsse.username import UsernameToken


def session_of(order):
    session = Session()
    session.trust_env = False
    if "basic" in order:
        session.auth = HTTPBasicAuth(*order["basic"])
    if "certificate" in order:
        session.cert = (order["certificate"], order["key"])
    session.verify = order.get("authority", True)
    return session


def wsse_of(order):
    if "username_token" in order:
        user, password = order["username_token"]
        return UsernameToken(user, password, use_digest=order.get("digest", False))
    if "signed_with" in order:
        # Loaded only here: the library below it takes a moment.
        from zeep.wsse.signature import BinarySignature

        return Signature(BinarySignature, *order["signed_with"])
    return None


class Signature:
    """zeep signs Body and Timestamp with the algorithms of 2001 unless it is told otherwise."""

    def __new__(cls, kind, key_file, certificate_file):
        import xmlsec
        from datetime import datetime, timedelta, timezone
        from zeep.wsse.utils import WSU

        class OneWay(kind):
            def apply(self, envelope, headers):
                security = __import__("zeep.wsse.utils", fromlist=["x"]).get_security_header(envelope)
                now = datetime.now(timezone.utc).replace(microsecond=0)
                stamp = lambda moment: moment.isoformat().replace("+00:00", "Z")
                security.append(WSU.Timestamp(WSU.Created(stamp(now)), WSU.Expires(stamp(now + timedelta(minutes=4)))))
                return super().apply(envelope, headers)

            def verify(self, envelope):
                return envelope  # the hub's answers are not signed

        return OneWay(
            key_file,
            certificate_file,
            signature_method=xmlsec.Transform.RSA_SHA256,
            digest_method=xmlsec.Transform.SHA256,
        )


def client_of(order):
    transport = Transport(session=session_of(order), timeout=60, operation_timeout=60)
    settings = Settings(strict=True, xml_huge_tree=True)
    return Client(order["wsdl"], transport=transport, settings=settings, wsse=wsse_of(order))


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


def encoded(content):
    return None if content is None else base64.b64encode(content).decode()


def main(work):
    """Runs `work(order)`. A fault of the server is an answer; any other error is this program's, and ends it."""
    order = json.load(sys.stdin)
    try:
        answer = {"result": work(order)}
    except Fault as fault:
        detail = fault.detail
        text = etree.tostring(detail).decode() if isinstance(detail, etree._Element) else str(detail or "")
        answer = {"fault": {"code": str(fault.code), "message": str(fault.message), "detail": text}}
    json.dump(answer, sys.stdout, ensure_ascii=False, default=str)
