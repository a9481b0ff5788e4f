package org.countersign.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {

    @ParameterizedTest
    @CsvSource({
        "e=mc2@example.com, e+3Dmc2@example.com",
        "john+tag@example.org, john+2Btag@example.org",
        "'\"a b\"@example.org', '\"a+20b\"@example.org'",
        "<>, <>",
        "'', ''"
    })
    @Requirement("MA-03")
    void encodesAndDecodes_MA03(String text, String xtext) {
        assertThat(Xtext.encode(text)).isEqualTo(xtext);
        assertThat(Xtext.decode(xtext)).isEqualTo(text);
    }

    @Test
    @Requirement("MA-03")
    void encodesOctetsAbove127_MA03() {
        assertThat(Xtext.encode("\u00fc\u007f")).isEqualTo("+C3+BC+7F");
    }

    @Test
    @Requirement("MA-03")
    void acceptsDigitsInEitherCase_MA03() {
        assertThat(Xtext.decode("a+3db@example.com")).isEqualTo("a=b@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=b", "a+3", "a+", "a+zz", "a+3 ", "a b", "a\tb", "\u00fc", "+C3+BC", "+7F", "+\u0663\u0663"})
    @Requirement("MA-04")
    void refusesEverythingElse_MA04(String xtext) {
        assertThat(Xtext.decode(xtext)).isNull();
    }
}
