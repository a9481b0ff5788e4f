package org.countersign.credentials.passwdfile;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;

/** A kind that must not be derived during a login; its verifiers say whom and where they are for, with salt. */
final class SlowKind implements VerifierKind<String> {
    final AtomicInteger derivations = new AtomicInteger();

    @Override
    public String scheme() {
        return "SLOW";
    }

    @Override
    public String parse(String data) {
        return data;
    }

    @Override
    public String format(String verifier) {
        return verifier;
    }

    @Override
    public Optional<String> derive(Secret password, String user, String realm, OctetSource random) {
        derivations.incrementAndGet();
        return Optional.of(user + "@" + realm + "/" + HexFormat.of().formatHex(random.next("salt", 8)));
    }

    @Override
    public String decoy(OctetSource octets, Optional<String> like) {
        return "";
    }

    @Override
    public boolean expensive() {
        return true;
    }
}
