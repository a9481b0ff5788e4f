package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may say of a token that it does not take. */
class TokenErrorTest {
    private static final String URL = "https://example.com/.well-known/openid-configuration";

    @Test
    @Requirement("OAUTH-06")
    void hasAStatusAndPerhapsMore_OAUTH06() {
        assertThat(TokenError.of("invalid_token")).isEqualTo(new TokenError("invalid_token", "", ""));
        assertThat(new TokenError("a ~!", "mail smtp", URL).scope()).isEqualTo("mail smtp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\nb", "a\u007fb", "\u00fc"})
    @Requirement("OAUTH-06")
    void isTextThatNeedsNoEscapes_OAUTH06(String text) {
        assertThat(TokenError.isText(text)).isFalse();
        assertThatThrownBy(() -> TokenError.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenError("x", text, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenError("x", "", text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAnEnd() {
        assertThat(TokenError.of("x".repeat(1024)).status()).hasSize(1024);
        assertThatThrownBy(() -> TokenError.of("x".repeat(1025))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenError.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
