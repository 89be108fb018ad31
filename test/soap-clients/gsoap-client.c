#include "soapH.h"
#include "gsoap-client.h"
#include <stdlib.h>
#include <string.h>

unsigned char *file_bytes(struct soap *soap, const char *path, size_t *size)
{
  FILE *file = fopen(path, "rb");
  unsigned char *bytes;
  if (file == NULL) {
    perror(path);
    exit(2);
  }
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  bytes = (unsigned char *)soap_malloc(soap, *size + 1);
  if (fread(bytes, 1, *size, file) != *size) {
    perror(path);
    exit(2);
  }
  fclose(file);
  return bytes;
}

void print_text(const char *text)
{
  if (text == NULL) {
    fputs("null", stdout);
    return;
  }
  putchar('"');
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') printf("\\%c", *text);
    else if ((unsigned char)*text < 0x20) printf("\\u%04x", *text);
    else putchar(*text);
  }
  putchar('"');
}

void print_base64(struct soap *soap, const unsigned char *bytes, size_t size)
{
  if (bytes == NULL) {
    fputs("null", stdout);
    return;
  }
  printf("\"%s\"", soap_s2base64(soap, bytes, NULL, (int)size));
}

void must(struct soap *soap, int outcome, const char *what)
{
  if (outcome == SOAP_OK) return;
  fprintf(stderr, "%s: ", what);
  soap_print_fault(soap, stderr);
  exit(3);
}
