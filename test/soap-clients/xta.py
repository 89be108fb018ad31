"""A whole way through XTA 2.1.1: an author sends a message with attachments, and its reader fetches it."""
from client import bytes_of, client_of, encoded, main

XTA = "{http://xoev.de/transport/xta/211}"
META = "{http://www.osci.eu/ws/2014/10/transport}"


class Side:
    """An author or a reader: the three ports of the server, with its own credentials and its own party."""

    def __init__(self, order, party):
        # zeep addresses requests by itself: the policies of the WSDL say so.
        self.client = client_of(order)
        self.party = party
        addresses = order["addresses"]
        ports = {"management": "management", "send": "sendXTA", "msgbox": "msgBox"}
        for name, binding in ports.items():
            service = self.client.create_service(f"{XTA}{binding}HttpsBinding", addresses[name])
            setattr(self, name, service)

    def identifier(self, party=None):
        party = party or self.party
        return {"Identifier": {"_value_1": party["identifier"], "type": party["type"]}}

    def author(self):
        return [self.client.get_element(f"{META}Author")(**self.identifier())]

    def metadata(self, message_id, reader, message):
        return self.client.get_element(f"{META}MessageMetaData")(
            DeliveryAttributes={},
            Originators={"Author": self.identifier()},
            Destinations={"Reader": self.identifier(reader)},
            MsgIdentification={"MessageID": {"_value_1": message_id}},
            Qualifier={
                "Service": message["service"],
                "BusinessScenario": {"Undefined": message["scenario"]},
                "MessageType": {
                    "code": message["type"],
                    "listURI": "urn:de:fachwerk:test:messagetypes",
                    "listVersionID": "1",
                    "payloadSchema": message["schema"],
                },
            },
        )


def content(part):
    return {"_value_1": bytes_of(part["path"]), "contentType": part["mime"], "filename": part["name"]}


def body_of(answer):
    """With headers in the answer, zeep gives both."""
    return getattr(answer, "body", answer)


def text_of(value):
    return getattr(value, "_value_1", value)


def send(side, order):
    message = order["message"]
    message_id = text_of(side.management.createMessageId(_soapheaders=side.author()))
    container = {"Message": content(message), "Attachment": [content(part) for part in message["attachments"]]}
    metadata = side.metadata(message_id, order["reader"], message)
    for _ in range(order.get("times", 1)):
        side.send.sendMessage(ContentContainer=container, _soapheaders=[metadata])
    return message_id


def status_of(side, message_id):
    report = side.management.getTransportReport(_value_1=message_id, _soapheaders=side.author())
    status = report.MessageStatus
    records = status.ErrorList.Error if status.ErrorList else []
    return {"status": int(status.Status), "errors": [record.Reason for record in records]}


def fetch(side, message_id):
    answer = side.msgbox.getMessage(
        MsgSelector={"MessageID": [{"_value_1": message_id}]}, _soapheaders=side.author()
    )
    container = body_of(answer).ContentContainer
    parts = [container.Message, *container.Attachment]
    request_id = answer.header.FetchResponseHeader.MsgBoxRequestID
    return request_id, [[part.filename, part.contentType, encoded(part._value_1)] for part in parts]


def listed(side):
    answer = side.msgbox.getStatusList(maxListItems=50, ListForm="MessageMetaData", _soapheaders=side.author())
    metadata = body_of(answer).MessageMetaData or []
    return [text_of(one.MsgIdentification.MessageID) for one in metadata]


def to_city(order):
    """The reader is the city itself: what is sent to it is filed."""
    author = Side(order["author"], order["author"]["party"])
    author.management.checkAccountActive(_soapheaders=author.author())
    message_id = send(author, order)
    return {"messageId": message_id, "first": status_of(author, message_id)}


def to_reader(order):
    author = Side(order["author"], order["author"]["party"])
    reader = Side(order["fetcher"], order["fetcher"]["party"])
    message_id = send(author, order)
    told = {"messageId": message_id, "open": status_of(author, message_id), "listed": listed(reader)}
    _, told["parts"] = fetch(reader, message_id)
    # It was not closed: it is offered again, with the same bytes.
    request_id, told["again"] = fetch(reader, message_id)
    reader.msgbox.close(
        MsgBoxRequestID=request_id, LastMsgReceived=[{"_value_1": message_id}], _soapheaders=reader.author()
    )
    told["closed"] = status_of(author, message_id)
    told["left"] = listed(reader)
    return told


def report(order):
    return status_of(Side(order["author"], order["author"]["party"]), order["messageId"])


def xta(order):
    return {"toCity": to_city, "toReader": to_reader, "report": report}[order["do"]](order)


main(xta)
