/* An author and a reader of XTA 2.1.1, as gSOAP makes them, with MTOM and client certificates. Prints what it was told as
   JSON.

   xta toCity|toReader BASE AUTHORITY AUTHOR.PEM READER.PEM AUTHOR TO (NAME TYPE PATH)... */
#include "soapH.h"
#include "sendXTAHttpsBinding.nsmap"
#include "gsoap-client.h"
#include <stdlib.h>
#include <string.h>

#define ANONYMOUS "http://www.w3.org/2005/08/addressing/anonymous"
#define ADDRESS_MAX 300
#define PARTS_MAX 10

typedef struct xta__ContentType Content;

/* One of the two: its connection with its certificate, and by which name it is known. */
typedef struct {
  struct soap *soap;
  char *base;
  struct meta__PartyIdentifierType identifier;
  struct meta__PartyType party;
} Side;

typedef struct {
  int count;
  Content parts[PARTS_MAX];
} Contents;

static int request = 0;

static void open_side(Side *side, char *base, char *authority, char *pem, char *identifier)
{
  memset(side, 0, sizeof(*side));
  side->soap = soap_new1(SOAP_C_UTFSTRING | SOAP_ENC_MTOM);
  side->soap->connect_timeout = side->soap->send_timeout = side->soap->recv_timeout = 60;
  must(side->soap, soap_ssl_client_context(side->soap, SOAP_SSL_DEFAULT, pem, NULL, authority, NULL, NULL), "TLS");
  side->base = base;
  side->identifier.__item = identifier;
  side->identifier.type = "XTA_ID";
  side->party.Identifier = &side->identifier;
}

/* The headers of the next request, and where it goes. */
static struct SOAP_ENV__Header *addressed(Side *side, const char *port, char *action, char *address)
{
  struct soap *soap = side->soap;
  struct SOAP_ENV__Header *header = (struct SOAP_ENV__Header *)soap_malloc(soap, sizeof(*header));
  struct wsa5__EndpointReferenceType *reply = (struct wsa5__EndpointReferenceType *)soap_malloc(soap, sizeof(*reply));
  char *id = (char *)soap_malloc(soap, 80);
  memset(header, 0, sizeof(*header));
  memset(reply, 0, sizeof(*reply));
  snprintf(id, 80, "urn:uuid:gsoap-%d-%ld", ++request, random());
  snprintf(address, ADDRESS_MAX, "%s/%s", side->base, port);
  reply->Address = ANONYMOUS;
  header->wsa5__MessageID = id;
  header->wsa5__Action = action;
  header->wsa5__ReplyTo = reply;
  header->wsa5__To = soap_strdup(soap, address);
  soap->header = header;
  return header;
}

#define XTA_ACTION(name) "http://www.xta.de/XTA/" name
#define BOX_ACTION(name) "http://www.osci.eu/ws/2008/05/transport/urn/messageTypes/MsgBox" name

static char *create_message_id(Side *side)
{
  char address[ADDRESS_MAX], *id = NULL;
  addressed(side, "management", XTA_ACTION("CreateMessageID"), address)->meta__Author = &side->party;
  must(side->soap, soap_call___xta__createMessageId(side->soap, address, NULL, &id), "createMessageId");
  return soap_strdup(side->soap, id);
}

static void send_message(Side *side, char *message_id, char *reader, Contents *contents)
{
  char address[ADDRESS_MAX];
  struct __xta__sendMessageResponse out;
  struct _xta__GenericContentContainer in = { 0 };
  struct _meta__MessageMetaData metadata = { 0 };
  struct meta__DeliveryAttributesType attributes = { 0 };
  struct meta__OriginatorsType originators = { 0 };
  struct meta__DestinationsType destinations = { 0 };
  struct meta__PartyIdentifierType to = { 0 };
  struct meta__PartyType to_party = { 0 };
  struct meta__MsgIdentificationType identification = { 0 };
  struct meta__QualifierType qualifier = { 0 };

  to.__item = reader;
  to.type = "XTA_ID";
  to_party.Identifier = &to;
  originators.Author = &side->party;
  destinations.Reader = &to_party;
  identification.wsa5__MessageID = message_id;
  qualifier.Service = "urn:fachwerk:test:service";
  qualifier.BusinessScenario.__union_QualifierType_BusinessScenario =
    SOAP_UNION__meta__union_QualifierType_BusinessScenario_Undefined;
  qualifier.BusinessScenario.union_QualifierType_BusinessScenario.Undefined = "invoices";
  qualifier.MessageType.code = "Invoice";
  qualifier.MessageType.listURI = "urn:fachwerk:test:types";
  qualifier.MessageType.listVersionID = "1";
  qualifier.MessageType.payloadSchema = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
  metadata.DeliveryAttributes = &attributes;
  metadata.Originators = &originators;
  metadata.Destinations = &destinations;
  metadata.MsgIdentification = &identification;
  metadata.Qualifier = &qualifier;

  in.__union_GenericContentContainer = SOAP_UNION__xta__union_GenericContentContainer_ContentContainer;
  in.union_GenericContentContainer.ContentContainer.Message = &contents->parts[0];
  in.union_GenericContentContainer.ContentContainer.__sizeAttachment = contents->count - 1;
  in.union_GenericContentContainer.ContentContainer.Attachment = &contents->parts[1];
  addressed(side, "send", XTA_ACTION("SendMessage"), address)->meta__MessageMetaData = &metadata;
  must(side->soap, soap_call___xta__sendMessage(side->soap, address, NULL, &in, &out), "sendMessage");
}

static void print_report(Side *side, char *message_id)
{
  char address[ADDRESS_MAX];
  struct _xta__TransportReport out = { 0 };
  int at, count;
  addressed(side, "management", XTA_ACTION("GetTransportReport"), address)->meta__Author = &side->party;
  must(side->soap, soap_call___xta__getTransportReport(side->soap, address, NULL, message_id, &out), "getTransportReport");
  count = out.MessageStatus->ErrorList == NULL ? 0 : out.MessageStatus->ErrorList->__sizeError;
  printf("{\"status\":%s,\"errors\":[", out.MessageStatus->Status);
  for (at = 0; at < count; at++) {
    if (at > 0) putchar(',');
    print_text(out.MessageStatus->ErrorList->Error[at].Reason);
  }
  fputs("]}", stdout);
}

static void print_list(Side *side)
{
  char address[ADDRESS_MAX];
  struct osci__MsgBoxStatusListRequestType in = { 0 };
  struct osci__MsgStatusListType out = { 0 };
  enum _osci__MsgBoxStatusListRequestType_ListForm form = _osci__MsgBoxStatusListRequestType_ListForm__MessageMetaData;
  int at;
  in.maxListItems = "50";
  in.ListForm = &form;
  addressed(side, "msgbox", BOX_ACTION("StatusListRequest"), address)->meta__Author = &side->party;
  must(side->soap, soap_call___xta__getStatusList(side->soap, address, NULL, &in, &out), "getStatusList");
  putchar('[');
  for (at = 0; at < out.__sizeMessageMetaData; at++) {
    if (at > 0) putchar(',');
    print_text(out.meta__MessageMetaData[at].MsgIdentification->wsa5__MessageID);
  }
  putchar(']');
}

static void print_part(struct soap *soap, Content *part)
{
  putchar('[');
  print_text(part->filename);
  putchar(',');
  print_text(part->contentType);
  putchar(',');
  print_base64(soap, part->__item.__ptr, (size_t)part->__item.__size);
  putchar(']');
}

/* Prints the contents. Returns the id by which the request goes on. */
static char *fetch(Side *side, char *message_id)
{
  char address[ADDRESS_MAX];
  struct __osci__MsgSelector_sequence sequence = { 0 };
  struct _osci__MsgSelector selector = { 0 };
  struct _osci__MsgBoxFetchRequest in = { 0 };
  struct _xta__GenericContentContainer out = { 0 };
  struct _xta__GenericContentContainer_ContentContainer *container;
  struct osci__MsgBoxResponseType *answered;
  int at;
  sequence.__sizewsa5__MessageID = 1;
  sequence.wsa5__MessageID = &message_id;
  selector.__MsgSelector_sequence = &sequence;
  in.MsgSelector = &selector;
  addressed(side, "msgbox", BOX_ACTION("FetchRequest"), address)->meta__Author = &side->party;
  must(side->soap, soap_call___xta__getMessage(side->soap, address, NULL, &in, &out), "getMessage");
  container = &out.union_GenericContentContainer.ContentContainer;
  answered = side->soap->header == NULL ? NULL : side->soap->header->osci__MsgBoxResponse;
  if (out.__union_GenericContentContainer != SOAP_UNION__xta__union_GenericContentContainer_ContentContainer || answered == NULL) {
    int is_empty = answered != NULL &&
      answered->__union_MsgBoxResponseType == SOAP_UNION__osci__union_MsgBoxResponseType_NoMessageAvailable;
    fprintf(stderr, "getMessage: no message: %s\n", is_empty ? answered->union_MsgBoxResponseType.NoMessageAvailable.reason : "?");
    exit(4);
  }
  putchar('[');
  print_part(side->soap, container->Message);
  for (at = 0; at < container->__sizeAttachment; at++) {
    putchar(',');
    print_part(side->soap, &container->Attachment[at]);
  }
  putchar(']');
  return soap_strdup(side->soap, side->soap->header->osci__MsgBoxResponse->MsgBoxRequestID);
}

static void close_message(Side *side, char *request_id, char *message_id)
{
  char address[ADDRESS_MAX];
  struct __osci__MsgBoxCloseRequestType_sequence sequence = { 0 };
  struct osci__MsgBoxCloseRequestType in = { 0 };
  struct __xta__closeResponse out;
  sequence.__sizeLastMsgReceived = 1;
  sequence.LastMsgReceived = &message_id;
  in.__MsgBoxCloseRequestType_sequence = &sequence;
  in.MsgBoxRequestID = request_id;
  addressed(side, "msgbox", BOX_ACTION("CloseRequest"), address)->meta__Author = &side->party;
  must(side->soap, soap_call___xta__close(side->soap, address, NULL, &in, &out), "close");
}

static void read_parts(struct soap *soap, Contents *contents, int count, char **words)
{
  memset(contents, 0, sizeof(*contents));
  for (; contents->count < count / 3 && contents->count < PARTS_MAX; words += 3) {
    Content *part = &contents->parts[contents->count++];
    size_t size;
    part->filename = words[0];
    part->contentType = part->__item.type = words[1];
    part->__item.__ptr = file_bytes(soap, words[2], &size);
    part->__item.__size = (int)size;
  }
}

static void to_reader(Side *author, Side *reader, char *message_id)
{
  char *request_id;
  fputs(",\"open\":", stdout);
  print_report(author, message_id);
  fputs(",\"listed\":", stdout);
  print_list(reader);
  fputs(",\"parts\":", stdout);
  fetch(reader, message_id);
  /* It was not closed: it is offered again, with the same bytes. */
  fputs(",\"again\":", stdout);
  request_id = fetch(reader, message_id);
  close_message(reader, request_id, message_id);
  fputs(",\"closed\":", stdout);
  print_report(author, message_id);
  fputs(",\"left\":", stdout);
  print_list(reader);
}

int main(int count, char **words)
{
  Side author, reader;
  Contents contents;
  char *message_id;
  if (count == 2 && strcmp(words[1], "--version") == 0) {
    printf("{\"service\":\"XTAService\",\"gsoap\":%d}\n", GSOAP_VERSION);
    return 0;
  }
  if (count < 11 || (count - 8) % 3 != 0) return 1;
  soap_ssl_init();
  srandom((unsigned)time(NULL) ^ (unsigned)getpid());
  open_side(&author, words[2], words[3], words[4], words[6]);
  open_side(&reader, words[2], words[3], words[5], words[7]);
  read_parts(author.soap, &contents, count - 8, words + 8);
  message_id = create_message_id(&author);
  send_message(&author, message_id, words[7], &contents);
  fputs("{\"messageId\":", stdout);
  print_text(message_id);
  if (strcmp(words[1], "toReader") == 0) {
    to_reader(&author, &reader, message_id);
  } else {
    fputs(",\"first\":", stdout);
    print_report(&author, message_id);
  }
  puts("}");
  return 0;
}
