/* What a server stores of the user instead of the password. */
#include "peers.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

void hmac_md5_state(MD5_CTX *context, unsigned char pad) {
    unsigned char block[64] = PASSWORD;
    for (size_t i = 0; i < sizeof block; i++) {
        block[i] ^= pad;
    }
    MD5_Init(context);
    MD5_Update(context, block, sizeof block);
}

void digest_md5_hash(unsigned char *into) {
    const char *user = USER ":" HOST ":" PASSWORD;
    MD5((const unsigned char *)user, strlen(user), into);
}

void scram_salted(unsigned char *into) {
    PKCS5_PBKDF2_HMAC(PASSWORD, strlen(PASSWORD), (const unsigned char *)SALT, strlen(SALT), ITERATIONS, EVP_sha256(),
                      SHA256_DIGEST_LENGTH, into);
}

void scram_key(const unsigned char *salted, const char *label, unsigned char *into) {
    HMAC(EVP_sha256(), salted, SHA256_DIGEST_LENGTH, (const unsigned char *)label, strlen(label), into, NULL);
}

static void base64(const void *octets, size_t length, char *into) {
    EVP_EncodeBlock((unsigned char *)into, octets, length);
}

struct scram_entry scram_entry(void) {
    struct scram_entry entry;
    unsigned char salted[SHA256_DIGEST_LENGTH], key[SHA256_DIGEST_LENGTH], stored[SHA256_DIGEST_LENGTH];
    scram_salted(salted);
    base64(SALT, strlen(SALT), entry.salt);
    scram_key(salted, "Client Key", key);
    SHA256(key, sizeof key, stored);
    base64(stored, sizeof stored, entry.stored_key);
    scram_key(salted, "Server Key", key);
    base64(key, sizeof key, entry.server_key);
    return entry;
}
