package org.countersign.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @Test
    void readsANameAndAPort() {
        assertThat(Endpoint.parse("mail.example:587")).isEqualTo(new Endpoint("mail.example", 587));
    }

    @Test
    void readsAnIpv6AddressInBrackets() {
        assertThat(Endpoint.parse("[::1]:0")).isEqualTo(new Endpoint("::1", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:2587", "[::1]:65535", "localhost:0"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", ":587", "localhost:", "localhost:smtp", "::1:587", "[::1]", "a:-1", "a:1 "})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST:PORT");
    }

    @Test
    void refusesAPortThatIsTooHigh() {
        assertThatThrownBy(() -> Endpoint.parse("localhost:65536"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }
}
