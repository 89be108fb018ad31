/* A building authority that is told what became of its permits, as gSOAP makes it. Each call is a line of JSON on stdout.

   receipts PORT BEHAVIOUR [SERVER-PEM CLIENT-CA]

   BEHAVIOUR is a file that is read at each call: "take", "slow" (take it, and answer two seconds later), "client", "server"
   (faults), or "end" (take it, and end without an answer). With the other two it speaks TLS, and asks for a certificate of that authority. */
#include "soapH.h"
#include "Receipts11.nsmap"
#include "gsoap-client.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *behaviour;

static void print_member(const char *name, const char *value)
{
  printf(",\"%s\":", name);
  print_text(value);
}

/* What every call has. */
static void print_head(struct soap *soap, const char *operation)
{
  struct SOAP_ENV__Header *header = soap->header;
  printf("{\"operation\":");
  print_text(operation);
  printf(",\"soapVersion\":\"1.%d\"", soap->version);
  print_member("action", soap->action);
  print_member("user", soap->userid);
  print_member("password", soap->passwd);
  print_member("messageId", header == NULL ? NULL : header->wsa5__MessageID);
  print_member("wsaAction", header == NULL ? NULL : header->wsa5__Action);
  print_member("to", header == NULL ? NULL : header->wsa5__To);
  if (header != NULL && header->wsse__Security != NULL && header->wsse__Security->UsernameToken != NULL) {
    struct _wsse__UsernameToken *token = header->wsse__Security->UsernameToken;
    print_member("tokenUser", token->Username);
    print_member("tokenPassword", token->Password == NULL ? NULL : token->Password->__item);
    print_member("tokenType", token->Password == NULL ? NULL : token->Password->Type);
    print_member("tokenNonce", token->Nonce == NULL ? NULL : token->Nonce->__item);
    print_member("tokenCreated", token->wsu__Created);
  }
}

/* Ends the line, and answers as it is told to. */
static int answered(struct soap *soap)
{
  char word[16] = "";
  FILE *file = fopen(behaviour, "r");
  if (file != NULL) {
    if (fscanf(file, "%15s", word) != 1) word[0] = '\0';
    fclose(file);
  }
  print_member("answer", word);
  puts("}");
  fflush(stdout);
  /* What came with the request is not answered. */
  soap->header = NULL;
  if (strcmp(word, "client") == 0) return soap_sender_fault(soap, "This permit is not ours.", NULL);
  if (strcmp(word, "server") == 0) return soap_receiver_fault(soap, "The database is away.", NULL);
  if (strcmp(word, "end") == 0) _exit(9);
  if (strcmp(word, "slow") == 0) sleep(2);
  return SOAP_OK;
}

int __r__PermitFiled(struct soap *soap, struct _r__PermitFiled *in, struct _r__PermitFiledResponse *out)
{
  int position;
  print_head(soap, "PermitFiled");
  print_member("permit", in->permit);
  print_member("message", in->messageId);
  print_member("fileReference", in->fileReference);
  print_member("caseNumber", in->caseNumber);
  printf(",\"documents\":[");
  for (position = 0; position < in->__sizedocument; position++) {
    printf(position == 0 ? "[" : ",[");
    print_text(in->document[position].subject);
    putchar(',');
    print_text(in->document[position].sha256);
    putchar(']');
  }
  putchar(']');
  out->taken = xsd__boolean__true_;
  return answered(soap);
}

int __r__PermitRefused(struct soap *soap, struct _r__PermitRefused *in)
{
  int outcome;
  print_head(soap, "PermitRefused");
  print_member("permit", in->permit);
  print_member("message", in->messageId);
  print_member("code", in->code);
  print_member("reason", in->reason);
  outcome = answered(soap);
  return outcome == SOAP_OK ? soap_send_empty_response(soap, 202) : outcome;
}

/* The same of the other port. */
int __r__PermitFiled_(struct soap *soap, struct _r__PermitFiled *in, struct _r__PermitFiledResponse *out)
{
  return __r__PermitFiled(soap, in, out);
}

int __r__PermitRefused_(struct soap *soap, struct _r__PermitRefused *in)
{
  return __r__PermitRefused(soap, in);
}

/* Faults may come as requests; nobody sends any. */
int SOAP_ENV__Fault(struct soap *soap, char *faultcode, char *faultstring, char *faultactor, struct SOAP_ENV__Detail *detail,
                    struct SOAP_ENV__Code *code, struct SOAP_ENV__Reason *reason, char *node, char *role,
                    struct SOAP_ENV__Detail *more)
{
  return SOAP_NO_METHOD;
}

int main(int count, char **args)
{
  struct soap soap;
  int secure = count > 3;
  if (count < 3) {
    fprintf(stderr, "receipts PORT BEHAVIOUR [SERVER-PEM CLIENT-CA]\n");
    return 2;
  }
  behaviour = args[2];
  /* Whoever called may be gone before it is answered. */
  signal(SIGPIPE, SIG_IGN);
  soap_init1(&soap, SOAP_C_UTFSTRING);
  soap.bind_flags = SO_REUSEADDR;
  soap.send_timeout = soap.recv_timeout = 10;
  if (secure) soap_ssl_init();
  if (secure && soap_ssl_server_context(&soap, SOAP_SSL_REQUIRE_CLIENT_AUTHENTICATION, args[3], NULL, args[4], NULL, NULL,
                                        NULL, NULL)) {
    soap_print_fault(&soap, stderr);
    return 3;
  }
  if (!soap_valid_socket(soap_bind(&soap, "127.0.0.1", atoi(args[1]), 100))) {
    soap_print_fault(&soap, stderr);
    return 3;
  }
  puts("{\"ready\":true}");
  fflush(stdout);
  for (;;) {
    if (!soap_valid_socket(soap_accept(&soap))) continue;
    if (!secure || soap_ssl_accept(&soap) == SOAP_OK) soap_serve(&soap);
    soap_destroy(&soap);
    soap_end(&soap);
    soap_force_closesock(&soap);
  }
}
