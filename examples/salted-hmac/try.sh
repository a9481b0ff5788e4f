#!/usr/bin/env bash
# Builds the example against the installed artifacts, plugs its jar into the server, and logs in, rightly and wrongly.
# Exits 0 only if all went as it must. Arguments are for Maven, such as -Dmaven.repo.local=DIR.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
work=$(mktemp -d)
server=
finish() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" || true
    fi
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "try.sh: $*" >&2
    exit 1
}

(cd "$root" && mvn -q -B -ntp install -Dmaven.test.skip=true -pl bom,sasl-testkit -am "$@")
(cd "$here" && mvn -q -B -ntp verify "$@")

mkdir "$work/plugins"
cp "$here"/target/sasl-salted-hmac-*.jar "$work/plugins"
export COUNTERSIGN_PLUGINS=$work/plugins
countersign=$root/countersign

echo tanstaaf | "$countersign" passwd --scheme X-SALTED-HMAC tim >"$work/users.txt"
grep -q '^tim:{X-SALTED-HMAC}' "$work/users.txt" || fail "passwd does not know the scheme"

mkfifo "$work/says"
"$countersign" serve --listen 127.0.0.1:0 --users "$work/users.txt" --mechanisms X-SALTED-HMAC >"$work/says" &
server=$!
read -r -t 60 says <"$work/says" || fail "the server does not listen"
address=${says#listening on }

login() { # user, password, the exit code it must have
    local status=0
    PASSWORD=$2 "$countersign" login "$address" --user "$1" --password-env PASSWORD \
        --mechanism X-SALTED-HMAC --cleartext || status=$?
    ((status == $3)) || fail "login of $1 with $2: exit code $status, not $3"
}
login tim tanstaaf 0
login tim tanstaag 1
login tom tanstaaf 1
echo "all as it must be"
