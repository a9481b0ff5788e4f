package org.countersign.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Set;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.ConnectionFacts;
import org.countersign.sasl.FailureKind;
import org.countersign.sasl.MechanismInfo;
import org.countersign.sasl.MechanismInfo.FirstMover;
import org.countersign.sasl.MechanismInfo.Need;
import org.countersign.sasl.MechanismInfo.Trait;
import org.countersign.sasl.MechanismProvider;
import org.countersign.sasl.server.Account;
import org.countersign.sasl.server.ServerReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's side, message by message. */
class ScramServerTest {
    private static final Account USER = Account.of("user", "{SCRAM-SHA-256}" + Vector.RFC_7677.verifier());
    private static final String FIRST = Vector.RFC_7677.clientFirst();
    private static final String FINAL = Vector.RFC_7677.clientFinal();

    @Test
    @Requirement({"SCRAM-01", "SCRAM-22"})
    void saysWhatItIs_SCRAM01() {
        MechanismInfo bare = new ScramMechanism(ScramHash.SHA_256, false, ScramMechanisms.MOST_ITERATIONS).info();
        MechanismInfo plus = new ScramMechanism(ScramHash.SHA_256, true, ScramMechanisms.MOST_ITERATIONS).info();

        assertThat(bare.name()).isEqualTo("SCRAM-SHA-256");
        assertThat(bare.firstMover()).isEqualTo(FirstMover.CLIENT);
        assertThat(bare.traits()).containsExactlyInAnyOrder(Trait.MUTUAL, Trait.DICTIONARY_ATTACKABLE);
        assertThat(bare.needs()).containsExactly(new Need.Verifier(new ScramKind(ScramHash.SHA_256)));
        assertThat(plus.name()).isEqualTo("SCRAM-SHA-256-PLUS");
        assertThat(plus.has(Trait.CHANNEL_BINDING)).isTrue();
        assertThat(plus.rank()).isGreaterThan(bare.rank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,,",
                ",,n=user,r=abc",
                "x,,n=user,r=abc",
                "N,,n=user,r=abc",
                "ny,,n=user,r=abc",
                "p=,,n=user,r=abc",
                "p=tls unique,,n=user,r=abc",
                "F,n,,n=user,r=abc",
                "n,n=user,r=abc",
                "n,user,n=user,r=abc",
                "n,a=,n=user,r=abc",
                "n,a=a=b,n=user,r=abc",
                "n,A=other,n=user,r=abc",
                "n,,n=,r=abc",
                "n,,N=user,r=abc",
                "n,,n=us=er,r=abc",
                "n,,n=user=2c,r=abc", // the escapes are in upper case
                "n,,n=user=",
                "n,,r=abc,n=user",
                "n,,n=user",
                "n,,n=user,r=",
                "n,,n=user,r=a c",
                "n,,n=user,r=abc\u00e9",
                "n,,n=user,r=abc\0",
                "n,,n=us\0er,r=abc",
                "n,,n=user,r=abc,",
                "n,,n=user,r=abc,x",
                "n,,n=user,r=abc,x=",
                "n,,n=user,r=abc,1=x",
                "n,,n=user,r=abc,p=x"
            })
    @Requirement({"SCRAM-03", "SCRAM-07"})
    void refusesWhatIsNoFirstMessage_SCRAM03(String message) {
        Server server = open();

        server.start(message);

        assertThat(server.failure().kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n,,m=x,n=user,r=abc", "n,,n=user,r=abc,m=x", "n,,n=user,r=abc,x=y,m=x"})
    @Requirement("SCRAM-08")
    void refusesAnExtensionThatMustNotBeIgnored_SCRAM08(String message) {
        Server server = open();

        server.start(message);

        assertThat(server.failure().kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    @Requirement({"SCRAM-08", "SCRAM-11"})
    void ignoresOtherExtensionsButSignsThem_SCRAM08() {
        Server server = open();
        server.start(FIRST + ",x=y=z");

        server.respond(FINAL);

        assertThat(server.detail()).isEqualTo("invalid-proof"); // of a message without the extension
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=abc",
                "r=abc,c=biws,p=AAAA",
                "c=biws,r=abc,p=",
                "c=biws,r=abc,p=AAAA,x=y", // the proof is last
                "c=biws,r=abc,p=AAA",
                "c=biws,r=abc,p=AAB=", // stray bits
                "c=biws,r=abc,p=AA AA",
                "c=bi ws,r=abc,p=AAAA",
                "c=biw,r=abc,p=AAAA",
                "c=,r=abc,p=AAAA",
                "c=biws,r=,p=AAAA",
                "c=biws,r=abc,m=x,p=AAAA",
                "c=biws,r=abc,x,p=AAAA",
                "C=biws,r=abc,p=AAAA"
            })
    @Requirement({"SCRAM-05", "SCRAM-08", "SCRAM-09"})
    void refusesWhatIsNoFinalMessage_SCRAM05(String message) {
        Server server = open();
        server.start(FIRST);

        server.respond(message);

        assertThat(server.failure().kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @ParameterizedTest(name = "flag {0}, {1}, binding {2}, -PLUS offered {3}")
    @CsvSource({
        "n, bare, none, no, greets",
        "n, bare, tls-exporter, yes, greets",
        "y, bare, none, no, greets",
        "y, bare, tls-exporter, yes, server-does-support-channel-binding",
        "p=tls-exporter, bare, none, no, channel binding without -PLUS",
        "p=tls-exporter, bare, tls-exporter, yes, channel binding without -PLUS",
        "n, plus, tls-exporter, yes, -PLUS without channel binding",
        "y, plus, tls-exporter, yes, server-does-support-channel-binding",
        "p=tls-exporter, plus, tls-exporter, yes, greets",
        "p=tls-unique, plus, tls-exporter, yes, unsupported-channel-binding-type",
        "p=tls-server-end-point, plus, tls-exporter, yes, unsupported-channel-binding-type",
        "p=TLS-EXPORTER, plus, tls-exporter, yes, unsupported-channel-binding-type",
        "p=tls-exporter, plus, gone, yes, unsupported-channel-binding-type"
    })
    @Requirement({"SCRAM-16", "SCRAM-20", "CB-06"})
    void takesOnlyAFlagThatFitsNameAndConnection_SCRAM16(
            String flag, String name, String binding, String offered, String outcome) {
        ConnectionFacts facts = switch (binding) {
            case "none" -> Client.PLAIN;
            case "gone" ->
                ConnectionFacts.of("smtp", "mail.example.org")
                        .channelBindings(Set.of("tls-exporter"), type -> null)
                        .build();
            default -> Client.BOUND;
        };
        boolean plus = name.equals("plus");
        ScramMechanism mechanism = new ScramMechanism(ScramHash.SHA_256, plus, ScramMechanisms.MOST_ITERATIONS);
        ScramMechanism other = new ScramMechanism(ScramHash.SHA_256, !plus, ScramMechanisms.MOST_ITERATIONS);
        MechanismProvider[] others = offered.equals("yes") ? new MechanismProvider[] {other} : new MechanismProvider[0];
        Server server = Server.of(mechanism, facts, USER, others);

        String reply = server.start(flag + ",,n=user,r=abc");

        if (outcome.equals("greets")) {
            assertThat(reply).startsWith("r=abc");
        } else {
            assertThat(server.failure().kind()).isEqualTo(FailureKind.REJECTED);
            assertThat(server.detail()).isEqualTo(outcome);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tls-exporter, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, true",
        "tls-exporter, 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1e, false",
    })
    @Requirement({"SCRAM-15", "CB-01"})
    void comparesWhatTheClientIsBoundToWithItsOwn_SCRAM15(String type, String octets, boolean same) {
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org")
                .channelBindings(Set.of(type), name -> HexFormat.of().parseHex(octets))
                .build();
        Server server = Server.of(Vector.BINDS.server(), facts, USER);
        server.start(Vector.BINDS.clientFirst());

        String reply = server.respond(Vector.BINDS.clientFinal());

        if (same) {
            assertThat(reply).isEqualTo(Vector.BINDS.serverFinal());
        } else {
            assertThat(server.detail()).isEqualTo("channel-bindings-dont-match");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eSws", // y,,
                "bixhPXJvb3Qs", // n,a=root,
                "cD10bHMtdW5pcXVlLCw=", // p=tls-unique,,
                "biwsAA==", // n,, and an octet
                "bg==" // n
            })
    @Requirement({"SCRAM-15", "CB-01"})
    void verifiesTheHeaderWithoutChannelBindingToo_SCRAM15(String header) {
        Server server = open();
        server.start(FIRST);

        server.respond(FINAL.replace("c=biws", "c=" + header));

        assertThat(server.detail()).isEqualTo("channel-bindings-dont-match");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", // the server's half: CVE-2024-56128
                "rOprNGfwEbeRWgbNEkqO",
                "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k",
                "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k00",
                "xrOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                "ROprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k ", // what no nonce has is in none of ours
                "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k\u00e9"
            })
    @Requirement("SCRAM-14")
    void comparesAllOfTheNonce_SCRAM14(String nonce) {
        Server server = open();
        server.start(FIRST);

        server.respond("c=biws,r=" + nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");

        assertThat(server.detail()).isEqualTo("another nonce");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVU=",
                "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndQ==", // 31 octets
                "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    @Requirement({"SCRAM-12", "SCRAM-20"})
    void refusesAWrongProof_SCRAM12(String proof) {
        Server server = open();
        server.start(FIRST);

        server.respond(FINAL.substring(0, FINAL.indexOf(",p=") + 3) + proof);

        assertThat(server.failure().kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(server.detail()).isEqualTo("invalid-proof");
    }

    @Test
    @Requirement({"SCRAM-07", "SCRAM-13"})
    void preparesTheNameButSignsItAsReceived_SCRAM13() {
        Server server = open();

        assertThat(server.start("n,,n=us\u00ader,r=rOprNGfwEbeRWgbNEkqO")).isEqualTo(Vector.RFC_7677.serverFirst());
        server.respond(FINAL);

        assertThat(server.detail()).isEqualTo("invalid-proof"); // of "user", but that is not what was sent
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ad", "us\u0007er", "\u06271"})
    @Requirement({"SCRAM-13", "SCRAM-20"})
    void refusesANameThatCanNotBePrepared_SCRAM13(String user) {
        Server server = open();

        server.start("n,,n=" + user + ",r=abc");

        assertThat(server.detail()).isEqualTo("invalid-username-encoding");
    }

    @Test
    @Requirement("SCRAM-19")
    void asksWhomToActAsOnlyAfterTheProof_SCRAM19() {
        Server server = Server.of(Vector.ESCAPES);
        server.start(Vector.ESCAPES.clientFirst());
        server.respond(Vector.ESCAPES.clientFinal());

        assertThat(server.success())
                .isInstanceOfSatisfying(
                        ServerReply.Success.class,
                        success -> assertThat(success.who().authorizationId()).isEqualTo("ad,min"));
    }

    @Test
    @Requirement("SCRAM-14")
    void makesANonceOfItsOwnEachTime_SCRAM14() {
        ScramMechanism mechanism = new ScramMechanism(ScramHash.SHA_256, false, ScramMechanisms.MOST_ITERATIONS);

        String one = Server.of(mechanism, Client.PLAIN, USER).start("n,,n=user,r=abc");
        String two = Server.of(mechanism, Client.PLAIN, USER).start("n,,n=user,r=abc");

        assertThat(one).matches("r=abc[A-Za-z0-9+/]{24},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(one).isNotEqualTo(two);
    }

    private static Server open() {
        return Server.of(Vector.RFC_7677.server(), Client.PLAIN, USER);
    }
}
