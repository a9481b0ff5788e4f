/* What the program's files share: the user and the messages of the benchmarks, and what a library shows of itself. */
#ifndef PEERS_H
#define PEERS_H

#define OPENSSL_SUPPRESS_DEPRECATED /* the functions for MD5 alone are faster than their successors */
#include <dlfcn.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#define USER "tim"
#define PASSWORD "tanstaaftanstaaf"
#define SERVICE "smtp"
#define HOST "mail.example.org"
#define SALT "0123456789abcdef"
#define ITERATIONS 4096

struct operation {
    const char *name;          /* what is done, and by whom */
    double (*run)(int times);  /* the nanoseconds that so many take */
};

/* What each library does, up to an operation without a name; NULL where the library is not there. */
const struct operation *openssl(void);
const struct operation *gnu_sasl(void);
const struct operation *cyrus_sasl(void);

double nanos(void);
void fail(const char *what);

/* A function of a library that is found at run time, for the pointer of its name. */
#define FIND(library, function) ((*(void **)&function = dlsym(library, #function)) != NULL)

/* What is kept of PASSWORD instead of it, by mechanism. */
void hmac_md5_state(MD5_CTX *context, unsigned char pad);
void digest_md5_hash(unsigned char *into);
void scram_salted(unsigned char *into);
void scram_key(const unsigned char *salted, const char *label, unsigned char *into);

/* The parts of a SCRAM entry in Base64. */
struct scram_entry {
    char salt[32], stored_key[64], server_key[64];
};
struct scram_entry scram_entry(void);

#endif
