/* OpenSSL's libcrypto: what exchanges are made of. */
#include "peers.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define CHALLENGE "<1896.697170952@postoffice.reston.mci.net>"

/* What an operation has computed goes here, so that it is not left out. */
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

static double hmac_md5_from_states(int times) {
    MD5_CTX inner, outer;
    unsigned char mac[MD5_DIGEST_LENGTH];
    hmac_md5_state(&inner, 0x36);
    hmac_md5_state(&outer, 0x5c);
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

/* Like the benchmark, the salted password and both keys. */
static double scram_keys(int times) {
    unsigned char salted[SHA256_DIGEST_LENGTH], key[SHA256_DIGEST_LENGTH];
    double begin = nanos();
    for (int i = 0; i < times; i++) {
        scram_salted(salted);
        scram_key(salted, "Client Key", key);
        scram_key(salted, "Server Key", key);
        sink = key[0];
    }
    return nanos() - begin;
}

const struct operation *openssl(void) {
    static const struct operation operations[] = {
        {"primitives.Md5Block openssl", md5_block},
        {"primitives.HmacMd5FromStates openssl", hmac_md5_from_states},
        {"primitives.HmacMd5NewKey openssl", hmac_md5_new_key},
        {"primitives.ScramKeys openssl", scram_keys},
        {NULL, NULL},
    };
    return operations;
}
