/*
 * What C libraries take for what the benchmarks measure: OpenSSL's libcrypto, and GNU SASL where it is installed.
 *
 *     cc -O2 -o peers peers.c -lcrypto -ldl && ./peers SAMPLES MILLISECONDS
 *
 * Prints a line for each sample, "OPERATION BY NANOSECONDS", in rounds of all of them. Users, names and messages are those of
 * the benchmarks.
 */
#define OPENSSL_SUPPRESS_DEPRECATED /* the functions for MD5 alone are faster than their successors */
#include <dlfcn.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define USER "tim"
#define PASSWORD "tanstaaftanstaaf"
#define HOST "mail.example.org"
#define SALT "0123456789abcdef"
#define ITERATIONS 4096
#define CHALLENGE "<1896.697170952@postoffice.reston.mci.net>"

static double nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

static void fail(const char *what) {
    fprintf(stderr, "%s failed\n", what);
    exit(1);
}

/* OpenSSL. What an operation has computed goes here, so that it is not left out. */
static volatile unsigned char sink;

static double md5_block(int times) {
    static unsigned char octets[64 * 1024];
    unsigned char digest[MD5_DIGEST_LENGTH];
    double begin = nanos();
    for (int i = 0; i < times; i++) {
        MD5(octets, sizeof octets, digest);
        sink = digest[0];
    }
    return (nanos() - begin) / 1024;
}

static void state(MD5_CTX *context, unsigned char pad) {
    unsigned char block[64] = PASSWORD;
    for (size_t i = 0; i < sizeof block; i++) {
        block[i] ^= pad;
    }
    MD5_Init(context);
    MD5_Update(context, block, sizeof block);
}

static double hmac_md5_from_states(int times) {
    MD5_CTX inner, outer;
    unsigned char mac[MD5_DIGEST_LENGTH];
    state(&inner, 0x36);
    state(&outer, 0x5c);
    double begin = nanos();
    for (int i = 0; i < times; i++) {
        MD5_CTX first = inner, second = outer;
        MD5_Update(&first, CHALLENGE, strlen(CHALLENGE));
        MD5_Final(mac, &first);
        MD5_Update(&second, mac, sizeof mac);
        MD5_Final(mac, &second);
        sink = mac[0];
    }
    return nanos() - begin;
}

static double hmac_md5_new_key(int times) {
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned int length;
    double begin = nanos();
    for (int i = 0; i < times; i++) {
        HMAC(EVP_md5(), PASSWORD, strlen(PASSWORD), (const unsigned char *)CHALLENGE, strlen(CHALLENGE), mac, &length);
        sink = mac[0];
    }
    return nanos() - begin;
}

static void salted_password(unsigned char *into) {
    PKCS5_PBKDF2_HMAC(PASSWORD, strlen(PASSWORD), (const unsigned char *)SALT, strlen(SALT), ITERATIONS, EVP_sha256(),
                      SHA256_DIGEST_LENGTH, into);
}

/* Like the benchmark, the salted password and both keys. */
static void scram_key(const unsigned char *salted, const char *label, unsigned char *into) {
    HMAC(EVP_sha256(), salted, SHA256_DIGEST_LENGTH, (const unsigned char *)label, strlen(label), into, NULL);
}

static double scram_keys(int times) {
    unsigned char salted[SHA256_DIGEST_LENGTH], key[SHA256_DIGEST_LENGTH];
    double begin = nanos();
    for (int i = 0; i < times; i++) {
        salted_password(salted);
        scram_key(salted, "Client Key", key);
        scram_key(salted, "Server Key", key);
        sink = key[0];
    }
    return nanos() - begin;
}

/* GNU SASL, of which only the library is needed: these are the parts of gsasl.h that are used here. */
typedef struct Gsasl Gsasl;
typedef struct Gsasl_session Gsasl_session;
typedef int (*Gsasl_callback)(Gsasl *, Gsasl_session *, int);
enum { OK = 0, NEEDS_MORE = 1, NO_CALLBACK = 51 };
enum { AUTHID = 1, PASSWORD_OF = 3, SERVICE = 5, HOSTNAME = 6, REALM = 11, HASHED_PASSWORD = 12, QOPS = 13, QOP = 14 };
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
static char salted_hex[2 * SHA256_DIGEST_LENGTH + 1], hashed_hex[2 * MD5_DIGEST_LENGTH + 1];
static char salt_base64[64], iterations[16], stored_base64[64], server_base64[64];

static int give(Gsasl_session *session, int property, const char *value) {
    gsasl_property_set(session, property, value);
    return OK;
}

static int server_knows(Gsasl *context, Gsasl_session *session, int property) {
    switch (property) {
    case PASSWORD_OF: return give(session, property, PASSWORD);
    case HASHED_PASSWORD: return give(session, property, hashed_hex);
    case REALM: case HOSTNAME: return give(session, property, HOST);
    case SERVICE: return give(session, property, "smtp");
    case SCRAM_ITER: return give(session, property, iterations);
    case SCRAM_SALT: return give(session, property, salt_base64);
    case SCRAM_STOREDKEY: return give(session, property, stored_base64);
    case SCRAM_SERVERKEY: return give(session, property, server_base64);
    default: return NO_CALLBACK;
    }
}

static int client_knows(Gsasl *context, Gsasl_session *session, int property) {
    switch (property) {
    case AUTHID: return give(session, property, USER);
    case PASSWORD_OF: return give(session, property, PASSWORD);
    case REALM: case HOSTNAME: return give(session, property, HOST);
    case SERVICE: return give(session, property, "smtp");
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
    unsigned char salted[SHA256_DIGEST_LENGTH], key[SHA256_DIGEST_LENGTH], stored[SHA256_DIGEST_LENGTH];
    const char *user = USER ":" HOST ":" PASSWORD;
    unsigned char hashed[MD5_DIGEST_LENGTH];
    salted_password(salted);
    hex(salted, sizeof salted, salted_hex);
    sprintf(iterations, "%d", ITERATIONS);
    EVP_EncodeBlock((unsigned char *)salt_base64, (const unsigned char *)SALT, strlen(SALT));
    scram_key(salted, "Client Key", key);
    SHA256(key, sizeof key, stored);
    EVP_EncodeBlock((unsigned char *)stored_base64, stored, sizeof stored);
    scram_key(salted, "Server Key", key);
    EVP_EncodeBlock((unsigned char *)server_base64, key, sizeof key);
    MD5((const unsigned char *)user, strlen(user), hashed);
    hex(hashed, sizeof hashed, hashed_hex);
}

/* Both sides of whole exchanges; only the server's calls are timed. */
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

static int find_gnu_sasl(void) {
    void *library = dlopen("libgsasl.so.18", RTLD_NOW);
    if (library == NULL) {
        return 0;
    }
    *(void **)&gsasl_init = dlsym(library, "gsasl_init");
    *(void **)&gsasl_callback_set = dlsym(library, "gsasl_callback_set");
    *(void **)&gsasl_server_start = dlsym(library, "gsasl_server_start");
    *(void **)&gsasl_client_start = dlsym(library, "gsasl_client_start");
    *(void **)&gsasl_step = dlsym(library, "gsasl_step");
    *(void **)&gsasl_finish = dlsym(library, "gsasl_finish");
    *(void **)&gsasl_property_set = dlsym(library, "gsasl_property_set");
    *(void **)&gsasl_free = dlsym(library, "gsasl_free");
    if (gsasl_free == NULL || gsasl_init(&servers) != OK || gsasl_init(&clients) != OK) {
        return 0;
    }
    gsasl_callback_set(servers, server_knows);
    gsasl_callback_set(clients, client_knows);
    secrets();
    return 1;
}

static const struct {
    const char *name;
    double (*run)(int times); /* nanoseconds that so many take */
    int gnu_sasl;
} OPERATIONS[] = {
    {"primitives.Md5Block openssl", md5_block, 0},
    {"primitives.HmacMd5FromStates openssl", hmac_md5_from_states, 0},
    {"primitives.HmacMd5NewKey openssl", hmac_md5_new_key, 0},
    {"primitives.ScramKeys openssl", scram_keys, 0},
    {"exchanges.CramMd5Server gnuSasl", cram_md5, 1},
    {"exchanges.DigestMd5Server gnuSasl", digest_md5, 1},
    {"exchanges.ScramServer gnuSasl", scram_sha_256, 1},
};
enum { COUNT = sizeof OPERATIONS / sizeof OPERATIONS[0] };

int main(int argc, char **argv) {
    int samples = argc > 1 ? atoi(argv[1]) : 20;
    double sample = (argc > 2 ? atoi(argv[2]) : 50) * 1e6;
    int gnu_sasl = find_gnu_sasl();
    int times[COUNT];
    for (int i = 0; i < COUNT; i++) {
        if (OPERATIONS[i].gnu_sasl && !gnu_sasl) {
            continue;
        }
        double begin;
        times[i] = 1;
        do {
            times[i] *= 2;
            begin = nanos();
            OPERATIONS[i].run(times[i]);
        } while (nanos() - begin < sample);
    }
    for (int round = 0; round < samples; round++) {
        for (int i = 0; i < COUNT; i++) {
            if (!OPERATIONS[i].gnu_sasl || gnu_sasl) {
                printf("%s %.1f\n", OPERATIONS[i].name, OPERATIONS[i].run(times[i]) / times[i]);
            }
        }
    }
    return 0;
}
