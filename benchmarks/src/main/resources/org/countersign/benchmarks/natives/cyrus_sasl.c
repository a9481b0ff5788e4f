/*
 * Cyrus SASL: both sides of whole exchanges, of which the server's calls are timed. The server finds what it stores of the user
 * in memory, by a plugin of our own, so that no file or database is measured.
 */
#include "peers.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The parts of sasl.h and saslplug.h that are used here: only the library is needed. */
typedef struct sasl_conn sasl_conn_t;
typedef struct {
    unsigned long id;
    const void *answer;
    void *context;
} sasl_callback_t;
typedef struct {
    unsigned long length;
    unsigned char octets[sizeof PASSWORD];
} sasl_secret_t;
typedef struct {
    int features, spare;
    void *context;
    void (*free)(void *, const void *);
    int (*lookup)(void *context, void *server, unsigned flags, const char *user, unsigned length);
    char *name;
    int (*store)(void *, void *, void *, const char *, unsigned);
} sasl_auxprop_plug_t;
typedef int sasl_auxprop_init_t(const void *utilities, int max_version, int *version, sasl_auxprop_plug_t **plugin,
                                const char *name);
enum { FAIL = -1, OK = 0, NEEDS_MORE = 1 };
enum { LIST_END = 0, GETOPT = 1, AUTHZID_OF = 0x4001, AUTHID_OF = 0x4002, PASSWORD_OF = 0x4004 };
enum { OF_AUTHZID = 2, PLUGIN_VERSION = 8 };

static int (*sasl_server_init)(const sasl_callback_t *, const char *);
static int (*sasl_server_new)(const char *, const char *, const char *, const char *, const char *, const sasl_callback_t *,
                              unsigned, sasl_conn_t **);
static int (*sasl_server_start)(sasl_conn_t *, const char *, const char *, unsigned, const char **, unsigned *);
static int (*sasl_server_step)(sasl_conn_t *, const char *, unsigned, const char **, unsigned *);
static int (*sasl_client_init)(const sasl_callback_t *);
static int (*sasl_client_new)(const char *, const char *, const char *, const char *, const sasl_callback_t *, unsigned,
                              sasl_conn_t **);
static int (*sasl_client_start)(sasl_conn_t *, const char *, void **, const char **, unsigned *, const char **);
static int (*sasl_client_step)(sasl_conn_t *, const char *, unsigned, void **, const char **, unsigned *);
static void (*sasl_dispose)(sasl_conn_t **);
static const char **(*sasl_global_listmech)(void);
static int (*sasl_auxprop_add_plugin)(const char *, sasl_auxprop_init_t *);
static void *(*sasl_auxprop_getctx)(sasl_conn_t *);
static int (*prop_set)(void *, const char *, const char *, int);

static const char *const PLUGIN = "countersign";
static sasl_conn_t *server;
static unsigned char hmac_states[2 * MD5_DIGEST_LENGTH], hashed[MD5_DIGEST_LENGTH];
static char scram[256];

/* A state as Cyrus stores it: its words in network order. */
static void words(const MD5_CTX *state, unsigned char *into) {
    const uint32_t all[] = {state->A, state->B, state->C, state->D};
    for (int i = 0; i < MD5_DIGEST_LENGTH; i++) {
        into[i] = all[i / 4] >> (24 - 8 * (i % 4));
    }
}

static void secrets(void) {
    MD5_CTX inner, outer;
    struct scram_entry entry = scram_entry();
    hmac_md5_state(&inner, 0x36);
    hmac_md5_state(&outer, 0x5c);
    words(&inner, hmac_states);
    words(&outer, hmac_states + MD5_DIGEST_LENGTH);
    digest_md5_hash(hashed);
    snprintf(scram, sizeof scram, "SCRAM-SHA-256$%d:%s$%s:%s", ITERATIONS, entry.salt, entry.stored_key, entry.server_key);
}

static int lookup(void *context, void *parameters, unsigned flags, const char *user, unsigned length) {
    if (!(flags & OF_AUTHZID) && length == strlen(USER) && memcmp(user, USER, length) == 0) {
        void *properties = sasl_auxprop_getctx(server);
        /* those that the mechanism has not asked for are refused */
        prop_set(properties, "*cmusaslsecretCRAM-MD5", (const char *)hmac_states, sizeof hmac_states);
        prop_set(properties, "*cmusaslsecretDIGEST-MD5", (const char *)hashed, sizeof hashed);
        prop_set(properties, "*authPassword", scram, strlen(scram));
    }
    return OK;
}

static int plugin(const void *utilities, int max_version, int *version, sasl_auxprop_plug_t **into, const char *name) {
    static sasl_auxprop_plug_t ours = {.lookup = lookup};
    ours.name = (char *)PLUGIN;
    *version = PLUGIN_VERSION;
    *into = &ours;
    return OK;
}

static int give(const char *text, const char **value, unsigned *length) {
    *value = text;
    if (length != NULL) {
        *length = strlen(text);
    }
    return OK;
}

static int option(void *context, const char *plugin, const char *name, const char **value, unsigned *length) {
    if (strcmp(name, "auxprop_plugin") != 0) {
        return FAIL;
    }
    return give(PLUGIN, value, length);
}

static int user(void *context, int id, const char **value, unsigned *length) {
    return give(id == AUTHID_OF ? USER : "", value, length);
}

static int password(sasl_conn_t *connection, void *context, int id, sasl_secret_t **value) {
    static sasl_secret_t secret = {sizeof PASSWORD - 1, PASSWORD};
    *value = &secret;
    return OK;
}

static const sasl_callback_t SERVER_KNOWS[] = {{GETOPT, option, NULL}, {LIST_END, NULL, NULL}};
static const sasl_callback_t CLIENT_KNOWS[] = {
    {AUTHZID_OF, user, NULL},
    {AUTHID_OF, user, NULL},
    {PASSWORD_OF, password, NULL},
    {LIST_END, NULL, NULL},
};

/* Nothing is said of security layers, so there are none: qop=auth. */
static double exchanges(const char *mechanism, int clients_turn, int times) {
    double taken = 0;
    for (int i = 0; i < times; i++) {
        sasl_conn_t *client;
        const char *from_client = NULL, *from_server = NULL;
        unsigned client_length = 0, server_length = 0;
        /* a client that may not begin is not asked to: that of DIGEST-MD5 would go on with the last session */
        int believed = sasl_client_new(SERVICE, HOST, NULL, NULL, CLIENT_KNOWS, 0, &client);
        if (believed == OK) {
            believed = sasl_client_start(client, mechanism, NULL, clients_turn ? &from_client : NULL, &client_length, NULL);
        }
        double begin = nanos();
        int served = sasl_server_new(SERVICE, HOST, NULL, NULL, NULL, NULL, 0, &server);
        if (served == OK) {
            served = sasl_server_start(server, mechanism, from_client, client_length, &from_server, &server_length);
        }
        taken += nanos() - begin;
        while (served == NEEDS_MORE) {
            from_client = NULL;
            client_length = 0;
            believed = sasl_client_step(client, from_server, server_length, NULL, &from_client, &client_length);
            if (believed != OK && believed != NEEDS_MORE) {
                break;
            }
            begin = nanos();
            served = sasl_server_step(server, from_client, client_length, &from_server, &server_length);
            taken += nanos() - begin;
        }
        if (served != OK || believed != OK) {
            fail(mechanism);
        }
        begin = nanos();
        sasl_dispose(&server);
        taken += nanos() - begin;
        sasl_dispose(&client);
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

static int has_mechanism(const char *name) {
    for (const char **each = sasl_global_listmech(); each != NULL && *each != NULL; each++) {
        if (strcmp(*each, name) == 0) {
            return 1;
        }
    }
    return 0;
}

const struct operation *cyrus_sasl(void) {
    static struct operation operations[4];
    struct operation *next = operations;
    void *library = dlopen("libsasl2.so.2", RTLD_NOW);
    if (library == NULL || !FIND(library, sasl_server_init) || !FIND(library, sasl_server_new)
        || !FIND(library, sasl_server_start) || !FIND(library, sasl_server_step) || !FIND(library, sasl_client_init)
        || !FIND(library, sasl_client_new) || !FIND(library, sasl_client_start) || !FIND(library, sasl_client_step)
        || !FIND(library, sasl_dispose) || !FIND(library, sasl_global_listmech)
        || !FIND(library, sasl_auxprop_add_plugin) || !FIND(library, sasl_auxprop_getctx) || !FIND(library, prop_set)
        || sasl_server_init(SERVER_KNOWS, PLUGIN) != OK || sasl_client_init(NULL) != OK
        || sasl_auxprop_add_plugin(PLUGIN, plugin) != OK) {
        return NULL;
    }
    secrets();
    if (has_mechanism("CRAM-MD5")) {
        *next++ = (struct operation){"exchanges.CramMd5Server cyrusSasl", cram_md5};
    }
    if (has_mechanism("DIGEST-MD5")) {
        *next++ = (struct operation){"exchanges.DigestMd5Server cyrusSasl", digest_md5};
    }
    if (has_mechanism("SCRAM-SHA-256")) {
        *next++ = (struct operation){"exchanges.ScramServer cyrusSasl", scram_sha_256};
    }
    return operations;
}
