package org.countersign.credentials.passwdfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import net.jcip.annotations.ThreadSafe;
import org.countersign.sasl.Seams;
import org.countersign.sasl.Secret;
import org.countersign.sasl.VerifierKind;
import org.countersign.sasl.VerifierKind.OctetSource;
import org.countersign.sasl.prep.SaslPrep;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.Directory;

/**
 * The users of a file, read once and kept in memory. A line is
 *
 * <pre>
 *   name:{SCHEME}data
 * </pre>
 *
 * <p>in UTF-8; empty lines, and lines that begin with {@code #}, are for people. The form is Dovecot's passwd-file without
 * its liberties: the scheme is there and in upper case, the data have no colon, and fields behind the data are empty. A
 * name may have several lines, each with another scheme; Dovecot reads the first of them only. Names are prepared with
 * SASLprep (RFC 4013), and so are the passwords of {@code {PLAIN}}. A line has at most 4096 octets, a file 16 MiB.
 */
@ThreadSafe
public final class PasswdFile implements Directory {
    private final Directory accounts;

    private PasswdFile(List<Account> accounts) {
        this.accounts = Directory.of(accounts);
    }

    /**
     * Reads a file. All verifiers are parsed or derived here, slow ones included, so that no login waits for one.
     *
     * @param kinds those that may occur, besides {@code {PLAIN}}
     * @param wanted those that mechanisms will ask for, and that are derived from {@code {PLAIN}}; among {@code kinds}
     * @param realms for which to derive; the empty realm of mechanisms without realms is always among them
     * @param salts where the salts of what is derived come from: see {@link OctetSource#keyed}
     * @throws IOException if the file can not be read
     * @throws PasswdFileException for the first line that is not as it must be
     */
    public static PasswdFile read(
            Path file,
            Collection<? extends VerifierKind<?>> kinds,
            Collection<? extends VerifierKind<?>> wanted,
            Collection<String> realms,
            OctetSource salts)
            throws IOException, PasswdFileException {
        List<Account> accounts = new PasswdReader(file, kinds).read();
        accounts.forEach(account -> account.prepare(wanted, realms, salts));
        return new PasswdFile(accounts);
    }

    /** Like {@link #read(Path, Collection, Collection, Collection, OctetSource)}, with all kinds wanted and random salts. */
    public static PasswdFile read(Path file, Collection<? extends VerifierKind<?>> kinds, Collection<String> realms)
            throws IOException, PasswdFileException {
        return read(file, kinds, kinds, realms, PasswdFile::random);
    }

    /**
     * The line of a user, without a line end.
     *
     * @param realm that the verifier is for; empty where its kind has no realms
     * @throws IllegalArgumentException if SASLprep refuses the name or the password, or a users file can not hold them;
     *     the message quotes neither
     */
    public static <V> String line(String user, String realm, VerifierKind<V> kind, Secret password) {
        String name = PasswdLine.prepared(user, "name");
        byte[] typed = password.octets();
        byte[] prepared = SaslPrep.stored(typed, 0, typed.length);
        if (prepared == null) {
            throw new IllegalArgumentException("the password is empty, or SASLprep (RFC 4013) refuses it");
        }
        try (Secret secret = Secret.owning(prepared)) {
            V verifier = kind.derive(secret, name, realm, PasswdFile::random)
                    .orElseThrow(() -> new IllegalArgumentException("no verifier can be made from this password"));
            return new PasswdLine(name, kind.scheme(), kind.format(verifier)).text();
        }
    }

    @Override
    public CompletionStage<Optional<Account>> find(String user, String realm) {
        return accounts.find(user, realm);
    }

    @Override
    public Collection<Account> samples() {
        return accounts.samples();
    }

    /** The name prepared with SASLprep; as it is, and nobody's, where that is impossible. */
    @Override
    public String canonical(String user) {
        return Objects.requireNonNullElse(SaslPrep.query(user), user);
    }

    private static byte[] random(String label, int count) {
        byte[] octets = new byte[count];
        Seams.system().fillNonce(octets);
        return octets;
    }
}
