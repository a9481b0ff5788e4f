#!/usr/bin/env bash
# Installs the programs that the tests of this module run against, as far as they are missing. For Debian and its
# descendants, as root. Starts no daemon, and removes no package that is in the way.
set -euo pipefail

packages=(
    curl swaks gsasl msmtp python3
    libauthen-sasl-perl libauthen-ntlm-perl libdigest-hmac-perl libio-socket-ssl-perl libnet-dns-perl # for swaks
    postfix sasl2-bin libsasl2-modules libsasl2-modules-db
    dovecot-core dovecot-submissiond
    fail2ban
)

complain() { echo "${0##*/}: $*" >&2; }

installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

if ! command -v apt-get >/dev/null; then
    complain "there is no apt-get here; install by other means: ${packages[*]}"
    exit 1
fi
missing=()
for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    exit 0
fi
if ((EUID != 0)); then
    complain "only root can install ${missing[*]}"
    exit 1
fi

policy=/usr/sbin/policy-rc.d
scratch=$(mktemp -d)
tidy() {
    if [[ -e $scratch/policy ]]; then mv "$scratch/policy" "$policy"; else rm -f "$policy"; fi
    rm -rf "$scratch"
}
if [[ -e $policy ]]; then mv "$policy" "$scratch/policy"; fi
trap tidy EXIT
printf '#!/bin/sh\nexit 101\n' >"$policy" # "action forbidden by policy": packages ask before they start a daemon
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
install_missing() {
    apt-get install -y --no-install-recommends --no-remove -o DPkg::Lock::Timeout=120 \
        -o Dpkg::Options::=--force-confold "${missing[@]}"
}
{
    # else it makes a configuration for this host; the tests bring their own
    echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
    install_missing || { apt-get update -o DPkg::Lock::Timeout=120 && install_missing; }
} >"$scratch/log" 2>&1 </dev/null || {
    tail -n 40 "$scratch/log" >&2
    complain "could not install ${missing[*]}"
    exit 1
}
