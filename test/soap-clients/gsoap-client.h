/* What the programs beside this share: files, answers as JSON, and how they end when something goes wrong. */
#ifndef FACHWERK_GSOAP_CLIENT_H
#define FACHWERK_GSOAP_CLIENT_H
#include <stddef.h>
#include <stdio.h>

struct soap;

/** The whole file; ends the program when there is none. */
unsigned char *file_bytes(struct soap *soap, const char *path, size_t *size);

/** Prints a text as a JSON string; NULL is null. */
void print_text(const char *text);
/** Prints bytes as base64 in a JSON string; NULL is null. */
void print_base64(struct soap *soap, const unsigned char *bytes, size_t size);

/** Ends the program with the fault on stderr, unless the call went well. */
void must(struct soap *soap, int outcome, const char *what);

#endif
