package org.countersign.sasl.testkit;

import java.util.Arrays;
import java.util.Optional;
import net.jcip.annotations.NotThreadSafe;
import org.assertj.core.api.AbstractAssert;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.ProvedIdentity;
import org.countersign.sasl.Utf8;
import org.countersign.sasl.server.AuditEvent;
import org.countersign.sasl.server.Authenticated;

/** What can be asserted of a {@link Dialogue}. */
@NotThreadSafe
public final class DialogueAssert extends AbstractAssert<DialogueAssert, Dialogue> {
    DialogueAssert(Dialogue dialogue) {
        super(dialogue, DialogueAssert.class);
    }

    /** The server says success, the client believes it, and is authenticated and authorized as {@code user}. */
    public DialogueAssert authenticates(String user) {
        return authenticates(user, user);
    }

    /** The server says success, the client believes it, and may act as somebody else. */
    public DialogueAssert authenticates(String authenticationId, String authorizationId) {
        Authenticated expected = dialogue()
                .authenticated()
                .filter(who -> who.identity().equals(new ProvedIdentity.Named(authenticationId)))
                .filter(who -> who.authorizationId().equals(authorizationId))
                .orElse(null);
        return holds(
                dialogue().succeeds() && expected != null, "authenticates %s as %s", authenticationId, authorizationId);
    }

    /** The server says success to somebody unnamed, and the client believes it. */
    public DialogueAssert authenticatesAnonymously() {
        boolean anonymous = dialogue()
                .authenticated()
                .filter(who -> who.identity() instanceof ProvedIdentity.Anonymous)
                .isPresent();
        return holds(dialogue().succeeds() && anonymous, "authenticates anonymously");
    }

    /** The server refuses, and tells the client no more than this. */
    public DialogueAssert isRefusedWith(FailureKind told) {
        return holds(dialogue().refusal().equals(Optional.of(told)), "is refused with %s", told);
    }

    /** The server fails, and its audit says why, whatever the client is told. */
    public DialogueAssert failsBecause(FailureKind cause) {
        Optional<FailureKind> audited = dialogue().audit().map(AuditEvent::cause);
        return holds(audited.equals(Optional.of(cause)), "fails because of %s", cause);
    }

    /** The client fails by itself or because it is refused; it does not believe that it is authenticated. */
    public DialogueAssert clientFailsWith(FailureKind kind) {
        return holds(dialogue().clientFailure().equals(Optional.of(kind)), "makes the client fail with %s", kind);
    }

    /** The client's message of this number, from 0, is the UTF-8 encoding of {@code text}. */
    public DialogueAssert sentByClient(int index, String text) {
        return sentByClient(index, Utf8.encode(text));
    }

    /** The client's message of this number, from 0, consists of these octets. */
    public DialogueAssert sentByClient(int index, byte[] octets) {
        return sent(new Message(Side.CLIENT, index, octets));
    }

    /** The server's message of this number, from 0, is the UTF-8 encoding of {@code text}. */
    public DialogueAssert sentByServer(int index, String text) {
        return sentByServer(index, Utf8.encode(text));
    }

    /** The server's message of this number, from 0, consists of these octets. */
    public DialogueAssert sentByServer(int index, byte[] octets) {
        return sent(new Message(Side.SERVER, index, octets));
    }

    /** So many messages were sent, both sides together. */
    public DialogueAssert hasMessages(int count) {
        return holds(dialogue().messages().size() == count, "has %s messages", count);
    }

    /** The security layer, if any, works and is of this kind. */
    public DialogueAssert hasLayer(Dialogue.Layer layer) {
        return holds(dialogue().layer() == layer, "has layer %s", layer);
    }

    private DialogueAssert sent(Message message) {
        return holds(dialogue().messages().contains(message), "contains %s", message);
    }

    private Dialogue dialogue() {
        isNotNull();
        return actual;
    }

    private DialogueAssert holds(boolean holds, String what, Object... of) {
        if (!holds) {
            failWithMessage("Expected that it " + what + ", but it was%n%s", append(of, actual));
        }
        return this;
    }

    private static Object[] append(Object[] of, Object last) {
        Object[] all = Arrays.copyOf(of, of.length + 1);
        all[of.length] = last;
        return all;
    }
}
