package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.countersign.sasl.harness.Facts;
import org.junit.jupiter.api.Test;

/** What an embedder knows of a connection. */
class ConnectionFactsTest {

    @Test
    void assumeNothing() {
        ConnectionFacts facts = ConnectionFacts.of("imap", "mail.example.org").build();

        assertThat(facts.service()).isEqualTo("imap");
        assertThat(facts.host()).isEqualTo("mail.example.org");
        assertThat(facts.aliases()).isEmpty();
        assertThat(facts.port()).isZero();
        assertThat(facts.realms()).isEmpty();
        assertThat(facts.tls()).isNull();
        assertThat(facts.peerAddress()).isEmpty();
        assertThat(facts.carriesSuccessData()).isFalse();
        assertThat(facts.layersPossible()).isFalse();
        assertThat(facts.channelBindingTypes()).isEmpty();
        assertThat(facts.channelBinding("tls-exporter")).isEmpty();
        assertThat(facts.connection()).isNull();
    }

    @Test
    void sayWhatTheyAreTold() {
        Object handle = new Object();
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org")
                .aliases("localhost", "127.0.0.1")
                .port(587)
                .realms("example.org", "example.com")
                .tls(Facts.TLS)
                .peerAddress("192.0.2.1")
                .carriesSuccessData(true)
                .layersPossible(true)
                .connection(handle)
                .build();

        assertThat(facts.aliases()).containsExactly("localhost", "127.0.0.1");
        assertThat(facts.port()).isEqualTo(587);
        assertThat(facts.realms()).containsExactly("example.org", "example.com");
        assertThat(facts.tls()).isEqualTo(Facts.TLS);
        assertThat(facts.peerAddress()).isEqualTo("192.0.2.1");
        assertThat(facts.carriesSuccessData()).isTrue();
        assertThat(facts.layersPossible()).isTrue();
        assertThat(facts.connection()).isSameAs(handle);
    }

    @Test
    void obtainAChannelBindingWhenItIsWantedAndOfTheTypesNamedOnly() {
        List<String> asked = new ArrayList<>();
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org")
                .channelBindings(Set.of("tls-exporter", "tls-unique"), type -> {
                    asked.add(type);
                    return type.equals("tls-exporter") ? new byte[] {1} : null;
                })
                .build();
        assertThat(asked).isEmpty();

        assertThat(facts.channelBinding("tls-exporter").orElseThrow()).containsExactly(1);
        assertThat(facts.channelBinding("tls-unique")).isEmpty();
        assertThat(facts.channelBinding("tls-server-end-point")).isEmpty();
        assertThat(asked).containsExactly("tls-exporter", "tls-unique");
    }
}
