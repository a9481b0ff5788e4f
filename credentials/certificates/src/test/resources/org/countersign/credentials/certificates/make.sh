#!/bin/sh
# Makes the certificates of the tests anew; nobody checks their signatures or dates.
set -e
cd "$(dirname "$0")"
key=$(mktemp)
trap 'rm -f "$key"' EXIT
openssl ecparam -name prime256v1 -genkey -noout -out "$key"

make() { # NAME SUBJECT [SUBJECT-ALTERNATIVE-NAMES]
    openssl req -x509 -new -key "$key" -days 36500 -utf8 -multivalue-rdn -subj "$2" ${3:+-addext "subjectAltName=$3"} -out "$1.pem"
}

make address '/O=Example/CN=tim' 'email:tim@example.org'
make two-addresses '/O=Example/CN=tim' 'email:tim@example.org,email:ada@example.org'
make common-name '/O=Example/CN=tim'
make two-common-names '/O=Example/CN=tim/CN=ada'
make user-id '/O=Example/UID=tim+CN=Tim Example'
make host-and-uri '/O=Example/CN=tim' 'DNS:relay.example.org,URI:https://example.org/tim'
make decomposed "/O=Example/CN=ju$(printf '\314\210')rgen"
make nameless '/O=Example'
