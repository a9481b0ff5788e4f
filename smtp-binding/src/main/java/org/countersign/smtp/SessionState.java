package org.countersign.smtp;

import java.util.Optional;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.LayerCodec;
import org.countersign.sasl.SecurityLayer;
import org.countersign.sasl.server.Authenticated;
import org.jspecify.annotations.Nullable;

/** What a session remembers from one command to the next. */
final class SessionState {
    enum Greeting {
        NONE,
        HELO,
        EHLO
    }

    private ConnectionFacts facts;
    private Greeting greeting = Greeting.NONE;
    private boolean transaction;
    private boolean inputBehind;
    private boolean awaitsTls;
    private volatile boolean awaitsLayer;
    /** Set while another thread may close the session. */
    private volatile @Nullable Authenticated authenticated;

    private volatile @Nullable LayerCodec layer;

    SessionState(ConnectionFacts facts) {
        this.facts = requireSmtp(facts);
    }

    /** As at the beginning, with new facts. */
    void reset(ConnectionFacts now) {
        facts = requireSmtp(now);
        greeted(Greeting.NONE);
        inputBehind = false;
        awaitsTls = false;
        awaitsLayer = false;
        authenticated = null;
        closeLayer();
    }

    ConnectionFacts facts() {
        return facts;
    }

    boolean tls() {
        return facts.tls() != null;
    }

    void greeted(Greeting how) {
        greeting = how;
        transaction = false;
    }

    void transaction(boolean open) {
        transaction = open;
    }

    void inputBehind(boolean is) {
        inputBehind = is;
    }

    boolean awaitsTls() {
        return awaitsTls;
    }

    /** Whether what arrives next belongs to TLS or to a layer that nobody has put in place yet. */
    boolean awaitsProtection() {
        return awaitsTls || awaitsLayer;
    }

    @Nullable
    Authenticated authenticated() {
        return authenticated;
    }

    void authenticated(Authenticated who, @Nullable SecurityLayer negotiated) {
        authenticated = who;
        // with a layer the EHLO is forgotten too (SMTP-27), but nothing asks for it any more
        if (negotiated != null) {
            layer = new LayerCodec(negotiated);
            awaitsLayer = true;
        }
    }

    @Nullable
    LayerCodec layer() {
        awaitsLayer = false;
        return layer;
    }

    void closeLayer() {
        LayerCodec current = layer;
        layer = null;
        if (current != null) {
            current.close();
        }
    }

    Optional<SmtpReply> refusalOfAuth() {
        if (authenticated != null) {
            return Optional.of(Replies.AUTHENTICATED_ALREADY); // SMTP-23
        }
        if (greeting != Greeting.EHLO) {
            return Optional.of(Replies.NO_EHLO); // SMTP-25
        }
        return transaction ? Optional.of(Replies.IN_TRANSACTION) : Optional.empty(); // SMTP-24
    }

    /** The reply to STARTTLS; after 220 TLS is awaited. */
    SmtpReply startTls(boolean parameters) {
        if (tls()) {
            return Replies.TLS_ALREADY;
        }
        if (authenticated != null) {
            return Replies.TLS_TOO_LATE;
        }
        if (parameters) {
            return Replies.STARTTLS_ARGUMENTS;
        }
        if (inputBehind) {
            return Replies.TLS_NOT_LAST;
        }
        awaitsTls = true;
        return Replies.READY_FOR_TLS;
    }

    String withKeyword(boolean smtpUtf8) {
        if (greeting == Greeting.HELO) {
            return "SMTP"; // no other name is registered (TRACE-03)
        }
        boolean lmtp = facts.service().equals("lmtp");
        String protocol = smtpUtf8 ? (lmtp ? "UTF8LMTP" : "UTF8SMTP") : (lmtp ? "LMTP" : "ESMTP");
        return protocol + (tls() ? "S" : "") + (authenticated != null ? "A" : "");
    }

    static ConnectionFacts requireSmtp(ConnectionFacts facts) {
        boolean smtp = facts.service().equals("smtp") || facts.service().equals("lmtp");
        if (!smtp || facts.carriesSuccessData()) {
            throw new IllegalArgumentException("not the facts of SMTP: " + facts.service());
        }
        return facts;
    }
}
