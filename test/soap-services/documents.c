/* A service that is given documents, as gSOAP makes it. Each call is a line of JSON on stdout.

   documents PORT */
#include "soapH.h"
#include "Documents.nsmap"
#include "gsoap-client.h"
#include <signal.h>
#include <stdlib.h>

int __d__Deposit(struct soap *soap, struct _d__Deposit *in, struct _d__DepositResponse *out)
{
  /* Of a content that came beside the envelope the part is known by its id. */
  printf("{\"number\":");
  print_text(in->number);
  printf(",\"content\":");
  print_base64(soap, in->content.__ptr, in->content.__size);
  printf(",\"type\":");
  print_text(in->content.type);
  printf(",\"contentId\":");
  print_text(in->content.id);
  puts("}");
  fflush(stdout);
  out->sizeBytes = in->content.__size;
  return SOAP_OK;
}

int main(int count, char **args)
{
  struct soap soap;
  if (count < 2) {
    fprintf(stderr, "documents PORT\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  soap_init1(&soap, SOAP_C_UTFSTRING | SOAP_ENC_MTOM);
  soap.bind_flags = SO_REUSEADDR;
  soap.send_timeout = soap.recv_timeout = 10;
  if (!soap_valid_socket(soap_bind(&soap, "127.0.0.1", atoi(args[1]), 100))) {
    soap_print_fault(&soap, stderr);
    return 3;
  }
  puts("{\"ready\":true}");
  fflush(stdout);
  for (;;) {
    if (!soap_valid_socket(soap_accept(&soap))) continue;
    soap_serve(&soap);
    soap_destroy(&soap);
    soap_end(&soap);
    soap_force_closesock(&soap);
  }
}
