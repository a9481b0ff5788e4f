/* GNU SASL: both sides of whole exchanges, of which the server's calls are timed. */
#include "peers.h"
#include <stdio.h>

/* The parts of gsasl.h that are used here: only the library is needed. */
typedef struct Gsasl Gsasl;
typedef struct Gsasl_session Gsasl_session;
typedef int (*Gsasl_callback)(Gsasl *, Gsasl_session *, int);
enum { OK = 0, NEEDS_MORE = 1, NO_CALLBACK = 51 };
enum { AUTHID = 1, PASSWORD_OF = 3, SERVICE_OF = 5, HOSTNAME = 6, REALM = 11, HASHED_PASSWORD = 12, QOPS = 13, QOP = 14 };
enum { SCRAM_ITER = 15, SCRAM_SALT = 16, SCRAM_SALTED_PASSWORD = 17, SCRAM_SERVERKEY = 23, SCRAM_STOREDKEY = 24 };

static int (*gsasl_init)(Gsasl **);
static void (*gsasl_callback_set)(Gsasl *, Gsasl_callback);
static int (*gsasl_server_start)(Gsasl *, const char *, Gsasl_session **);
static int (*gsasl_client_start)(Gsasl *, const char *, Gsasl_session **);
static int (*gsasl_step)(Gsasl_session *, const char *, size_t, char **, size_t *);
static void (*gsasl_finish)(Gsasl_session *);
static int (*gsasl_property_set)(Gsasl_session *, int, const char *);
static void (*gsasl_free)(void *);

static Gsasl *servers, *clients;
static struct scram_entry entry;
static char salted_hex[2 * SHA256_DIGEST_LENGTH + 1], hashed_hex[2 * MD5_DIGEST_LENGTH + 1], iterations[16];

static int give(Gsasl_session *session, int property, const char *value) {
    gsasl_property_set(session, property, value);
    return OK;
}

static int server_knows(Gsasl *context, Gsasl_session *session, int property) {
    switch (property) {
    case PASSWORD_OF: return give(session, property, PASSWORD);
    case HASHED_PASSWORD: return give(session, property, hashed_hex);
    case REALM: case HOSTNAME: return give(session, property, HOST);
    case SERVICE_OF: return give(session, property, SERVICE);
    case SCRAM_ITER: return give(session, property, iterations);
    case SCRAM_SALT: return give(session, property, entry.salt);
    case SCRAM_STOREDKEY: return give(session, property, entry.stored_key);
    case SCRAM_SERVERKEY: return give(session, property, entry.server_key);
    default: return NO_CALLBACK;
    }
}

static int client_knows(Gsasl *context, Gsasl_session *session, int property) {
    switch (property) {
    case AUTHID: return give(session, property, USER);
    case PASSWORD_OF: return give(session, property, PASSWORD);
    case REALM: case HOSTNAME: return give(session, property, HOST);
    case SERVICE_OF: return give(session, property, SERVICE);
    case SCRAM_SALTED_PASSWORD: return give(session, property, salted_hex);
    default: return NO_CALLBACK;
    }
}

static void hex(const unsigned char *octets, int length, char *into) {
    for (int i = 0; i < length; i++) {
        sprintf(into + 2 * i, "%02x", octets[i]);
    }
}

static void secrets(void) {
    unsigned char salted[SHA256_DIGEST_LENGTH], hashed[MD5_DIGEST_LENGTH];
    scram_salted(salted);
    hex(salted, sizeof salted, salted_hex);
    digest_md5_hash(hashed);
    hex(hashed, sizeof hashed, hashed_hex);
    sprintf(iterations, "%d", ITERATIONS);
    entry = scram_entry();
}

static double exchanges(const char *mechanism, int clients_turn, int times) {
    double taken = 0;
    for (int i = 0; i < times; i++) {
        Gsasl_session *server, *client;
        char *from_client = NULL, *from_server = NULL;
        size_t client_length = 0, server_length = 0;
        int served = NEEDS_MORE, believed = NEEDS_MORE;
        double begin = nanos();
        if (gsasl_server_start(servers, mechanism, &server) != OK) {
            fail(mechanism);
        }
        taken += nanos() - begin;
        if (gsasl_client_start(clients, mechanism, &client) != OK) {
            fail(mechanism);
        }
        for (int turn = clients_turn; served == NEEDS_MORE || believed == NEEDS_MORE; turn = !turn) {
            if (turn) {
                gsasl_free(from_client);
                from_client = NULL;
                believed = gsasl_step(client, from_server, server_length, &from_client, &client_length);
            } else {
                gsasl_free(from_server);
                from_server = NULL;
                begin = nanos();
                served = gsasl_step(server, from_client, client_length, &from_server, &server_length);
                taken += nanos() - begin;
            }
            if (served > NEEDS_MORE || believed > NEEDS_MORE) {
                fail(mechanism);
            }
            if (served == OK && believed == NEEDS_MORE && from_server == NULL) {
                break; /* the server speaks last, and has nothing to say */
            }
        }
        begin = nanos();
        gsasl_finish(server);
        taken += nanos() - begin;
        gsasl_finish(client);
        gsasl_free(from_client);
        gsasl_free(from_server);
    }
    return taken;
}

static double cram_md5(int times) {
    return exchanges("CRAM-MD5", 0, times);
}

static double digest_md5(int times) {
    return exchanges("DIGEST-MD5", 0, times);
}

static double scram_sha_256(int times) {
    return exchanges("SCRAM-SHA-256", 1, times);
}

const struct operation *gnu_sasl(void) {
    static const struct operation operations[] = {
        {"exchanges.CramMd5Server gnuSasl", cram_md5},
        {"exchanges.DigestMd5Server gnuSasl", digest_md5},
        {"exchanges.ScramServer gnuSasl", scram_sha_256},
        {NULL, NULL},
    };
    void *library = dlopen("libgsasl.so.18", RTLD_NOW);
    if (library == NULL || !FIND(library, gsasl_init) || !FIND(library, gsasl_callback_set)
        || !FIND(library, gsasl_server_start) || !FIND(library, gsasl_client_start) || !FIND(library, gsasl_step)
        || !FIND(library, gsasl_finish) || !FIND(library, gsasl_property_set) || !FIND(library, gsasl_free)
        || gsasl_init(&servers) != OK || gsasl_init(&clients) != OK) {
        return NULL;
    }
    gsasl_callback_set(servers, server_knows);
    gsasl_callback_set(clients, client_knows);
    secrets();
    return operations;
}
