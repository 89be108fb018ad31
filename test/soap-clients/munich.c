/* A specialist procedure of Munich, as gSOAP makes it: opens a file, a case in it and a document with contents, and reads
   all of it back. Prints what it was told as JSON.

   munich mtom|inline ADDRESS USER PASSWORD PLAN SUBJECT FIRST SECOND ADDED CHANGED */
#include "soapH.h"
#include "LHMBAI_USCORE15_USCORE1700_USCOREGIWSDSoap.nsmap"
#include "gsoap-client.h"
#include <stdlib.h>
#include <string.h>

/* How the generator writes the names of the WSDL. */
#define L(name) LHMBAI_USCORE15_USCORE1700_USCORE##name
#define SIZE(name) __sizeLHMBAI_USCORE15_USCORE1700_USCORE##name
#define DMS(name) dms__LHMBAI_USCORE15_USCORE1700_USCORE##name
#define ARRAY_OF(name) dms__ArrayOfLHMBAI_USCORE15_USCORE1700_USCORE##name

typedef struct DMS(GIAttachmentType) Attachment;
typedef struct ARRAY_OF(GIObjectType) Objects;

static char *address, *user, *password, *login = "fachverfahren";
static struct soap *soap;

/* Asks one operation; what it is asked is in `in`, what it answers in `out`. */
#define ASK(operation)                                                                      \
  do {                                                                                      \
    soap->userid = user;                                                                    \
    soap->passwd = password;                                                                \
    memset(&out, 0, sizeof(out));                                                           \
    must(soap, soap_call___dms__##operation(soap, address, NULL, &in, &out), #operation);   \
  } while (0)
/* The same where the status has to be 0. */
#define ASK_WELL(operation)                                                                 \
  do {                                                                                      \
    ASK(operation);                                                                         \
    if (out.status != 0) {                                                                  \
      fprintf(stderr, #operation ": status %d: %s\n", out.status, out.errormessage);        \
      exit(4);                                                                              \
    }                                                                                       \
  } while (0)

static void fill(Attachment *attachment, char *name, char *path)
{
  size_t size;
  struct _xop__Include *content = (struct _xop__Include *)soap_malloc(soap, sizeof(*content));
  memset(attachment, 0, sizeof(*attachment));
  memset(content, 0, sizeof(*content));
  content->__ptr = file_bytes(soap, path, &size);
  content->__size = (int)size;
  content->type = "application/pdf";
  attachment->L(filename) = name;
  attachment->L(fileextension) = "pdf";
  attachment->L(filecontent) = content;
}

static char *open_file(char *plan, char *subject)
{
  struct _dms__CreateFileGI in = { 0 };
  struct _dms__CreateFileGIResponse out;
  in.userlogin = login;
  in.apentry = plan;
  in.filesubj = subject;
  ASK_WELL(CreateFileGI);
  return out.objid;
}

static char *open_case(char *file, char *subject)
{
  struct _dms__CreateProcedureGI in = { 0 };
  struct _dms__CreateProcedureGIResponse out;
  in.userlogin = login;
  in.referrednumber = file;
  in.filesubj = subject;
  ASK_WELL(CreateProcedureGI);
  return out.objid;
}

static char *add_document(char *in_case, char *subject, char *first, char *second)
{
  struct _dms__CreateIncomingGI in = { 0 };
  struct _dms__CreateIncomingGIResponse out;
  struct ARRAY_OF(GIAttachmentType) attachments;
  Attachment both[2];
  fill(&both[0], "first", first);
  fill(&both[1], "second", second);
  attachments.SIZE(GIAttachmentType) = 2;
  attachments.L(GIAttachmentType) = both;
  in.userlogin = login;
  in.referrednumber = in_case;
  in.filesubj = subject;
  in.giattachmenttype = &attachments;
  ASK_WELL(CreateIncomingGI);
  return out.objid;
}

static char *add_content(char *document, char *path)
{
  struct _dms__CreateContentObjectGI in = { 0 };
  struct _dms__CreateContentObjectGIResponse out;
  Attachment attachment;
  fill(&attachment, "added", path);
  in.userlogin = login;
  in.referrednumber = document;
  in.giattachmenttype = &attachment;
  ASK_WELL(CreateContentObjectGI);
  return out.objid;
}

static void change_content(char *content, char *path)
{
  struct _dms__UpdateContentObjectGI in = { 0 };
  struct _dms__UpdateContentObjectGIResponse out;
  Attachment attachment;
  fill(&attachment, "added", path);
  in.userlogin = login;
  in.objaddress = content;
  in.giattachmenttype = &attachment;
  ASK_WELL(UpdateContentObjectGI);
}

static void print_content(char *content)
{
  struct _dms__ReadContentObjectGI in = { 0 };
  struct _dms__ReadContentObjectGIResponse out;
  struct _xop__Include *bytes;
  in.userlogin = login;
  in.objaddress = content;
  ASK_WELL(ReadContentObjectGI);
  bytes = out.giattachmenttype == NULL ? NULL : out.giattachmenttype->L(filecontent);
  print_base64(soap, bytes == NULL ? NULL : bytes->__ptr, bytes == NULL ? 0 : (size_t)bytes->__size);
}

/* As a list of names and addresses; with the contents where these are objects that have any. */
static void print_objects(Objects *objects, int with_contents)
{
  int at, count = objects == NULL ? 0 : objects->SIZE(GIObjectType);
  putchar('[');
  for (at = 0; at < count; at++) {
    struct DMS(GIObjectType) *one = &objects->L(GIObjectType)[at];
    fputs(at == 0 ? "[" : ",[", stdout);
    print_text(one->L(objname));
    putchar(',');
    print_text(one->L(objaddress));
    if (with_contents) {
      putchar(',');
      print_content(one->L(objaddress));
    }
    putchar(']');
  }
  putchar(']');
}

static void print_file_subject(char *file)
{
  struct _dms__ReadFileGI in = { 0 };
  struct _dms__ReadFileGIResponse out;
  in.userlogin = login;
  in.objaddress = file;
  ASK_WELL(ReadFileGI);
  print_text(out.filesubj);
}

static void print_found(char *subject)
{
  struct _dms__SearchFileGI in = { 0 };
  struct _dms__SearchFileGIResponse out;
  in.userlogin = login;
  in.filesubj = subject;
  ASK_WELL(SearchFileGI);
  print_objects(out.giobjecttype, 0);
}

static void print_in_case(char *in_case)
{
  struct _dms__ReadProcedureGIObjects in = { 0 };
  struct _dms__ReadProcedureGIObjectsResponse out;
  in.userlogin = login;
  in.objaddress = in_case;
  ASK_WELL(ReadProcedureGIObjects);
  print_objects(out.giobjecttype, 0);
}

static void print_contents(char *document)
{
  struct _dms__ReadDocumentGIObjects in = { 0 };
  struct _dms__ReadDocumentGIObjectsResponse out;
  in.userlogin = login;
  in.objaddress = document;
  ASK_WELL(ReadDocumentGIObjects);
  print_objects(out.giobjecttype, 1);
}

static void print_unknown(void)
{
  struct _dms__ReadFileGI in = { 0 };
  struct _dms__ReadFileGIResponse out;
  in.userlogin = login;
  in.objaddress = "never-made";
  ASK(ReadFileGI);
  printf("[%d,", out.status);
  print_text(out.errormessage);
  putchar(']');
}

static void print_field(const char *name, const char *text)
{
  printf("\"%s\":", name);
  print_text(text);
  putchar(',');
}

int main(int count, char **words)
{
  char *file, *in_case, *document, *added;
  if (count == 2 && strcmp(words[1], "--version") == 0) {
    printf("{\"service\":\"LHMBAI_15_1700_GIWSD\",\"gsoap\":%d}\n", GSOAP_VERSION);
    return 0;
  }
  if (count != 11) return 1;
  soap = soap_new1(SOAP_C_UTFSTRING | (strcmp(words[1], "mtom") == 0 ? SOAP_ENC_MTOM : 0));
  soap->connect_timeout = soap->send_timeout = soap->recv_timeout = 60;
  address = words[2];
  user = words[3];
  password = words[4];
  file = open_file(words[5], words[6]);
  in_case = open_case(file, "Vorgang");
  document = add_document(in_case, "Eingang", words[7], words[8]);
  putchar('{');
  print_field("file", file);
  print_field("case", in_case);
  print_field("document", document);
  fputs("\"fileSubject\":", stdout);
  print_file_subject(file);
  fputs(",\"found\":", stdout);
  print_found(words[6]);
  fputs(",\"inCase\":", stdout);
  print_in_case(in_case);
  fputs(",\"contents\":", stdout);
  print_contents(document);
  added = add_content(document, words[9]);
  fputs(",\"added\":", stdout);
  print_content(added);
  change_content(added, words[10]);
  fputs(",\"changed\":", stdout);
  print_content(added);
  fputs(",\"unknown\":", stdout);
  print_unknown();
  puts("}");
  return 0;
}
