package org.countersign.sasl.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.countersign.requirements.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacMd5KeyTest {

    private static final String TEST = "e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6";

    /** From Dovecot 2.3.19.1: {@code doveadm pw -s CRAM-MD5 -p ...}. The last three keys have 64, 65 and 80 octets. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            test,             e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6
            tanstaaftanstaaf, d06d4e1b26fccaa4b0b61801132340a354b21152711fb604ca3e035e7015116b
            'Open, Sesame',   ab930b78534a1b4b5c8dc698f6e8b49a8de0595bf643c5b9386ed4a5a2992192
            1234,             fab7bd1b4b04fae0dcaacc5d57aa331864db11efe527e9f96ed6a0ce3e134302
            пароль,           0e32d0e46b845c2fe0348838607ea96315f0b5801d83c0dae90ad4a7a625c440
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 6d9ede435cc910ab8581e77854dad1a8f97d9a2a1e88e80ba098060a8e7af714
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, ad74e8a83b48b6e24fa4180c09ca51f3c808257d34b7726f362d26b38d5f1da0
            12345678901234567890123456789012345678901234567890123456789012345678901234567890, 043a4646aaeb02b3e9595e8c0bbd0028641360060fbb6d6b5a864e2995eaaebe
            """)
    @Requirement("CRAM-07")
    void writesAndReadsTheStatesLikeDovecot_CRAM07(String password, String text) {
        HmacMd5Key key = HmacMd5Key.of(password.getBytes(UTF_8));

        assertThat(key.format()).isEqualTo(text);
        assertThat(HmacMd5Key.parse(text)).isEqualTo(key);
        assertThat(HmacMd5Key.parse(text).format()).isEqualTo(text);
    }

    @Test
    @Requirement("CRAM-07")
    void verifiesTheSampleExchangeWithoutThePassword_CRAM07() {
        HmacMd5Key tim = HmacMd5Key.parse("d06d4e1b26fccaa4b0b61801132340a354b21152711fb604ca3e035e7015116b");

        byte[] mac = tim.mac("<1896.697170952@postoffice.reston.mci.net>".getBytes(UTF_8));

        assertThat(Hex.encode(mac)).isEqualTo("b913a602c7eda7a495b4e6e7334d3890");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf",
                "e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6f6",
                "E02D374FDE0DC75A17A557039A3A5338C7743304777DCCD376F332BEE68D2CF6",
                " 02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6",
                "{CRAM-MD5}e02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6",
                "g02d374fde0dc75a17a557039a3a5338c7743304777dccd376f332bee68d2cf6",
            })
    void refusesAnyOtherTextAndDoesNotQuoteIt(String text) {
        assertThatThrownBy(() -> HmacMd5Key.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the states of HMAC-MD5 are 64 lower-case hexadecimal digits")
                .hasNoCause();
    }

    @Test
    void isItsStates() {
        HmacMd5Key key = HmacMd5Key.of("test".getBytes(UTF_8));

        assertThat(key).isEqualTo(HmacMd5Key.parse(TEST)).hasSameHashCodeAs(HmacMd5Key.parse(TEST));
        assertThat(key).isNotEqualTo(TEST).isNotEqualTo(null);
        assertThat(HmacMd5Key.of(new byte[3])).isEqualTo(HmacMd5Key.of(new byte[0])); // the pad is zeros
    }

    @Test
    void differsInAnyOfItsWords() {
        for (int digit = 0; digit < TEST.length(); digit += 8) {
            String other = TEST.substring(0, digit) + "00000000" + TEST.substring(digit + 8);

            assertThat(HmacMd5Key.parse(other)).as(other).isNotEqualTo(HmacMd5Key.parse(TEST));
        }
    }

    @Test
    void doesNotTellItsStates() {
        assertThat(HmacMd5Key.parse(TEST)).hasToString("HmacMd5Key[secret]");
    }

    @Test
    void outlivesTheWipedPassword() {
        byte[] password = "test".getBytes(UTF_8);
        HmacMd5Key key = HmacMd5Key.of(password);
        Arrays.fill(password, (byte) 0);

        assertThat(key.format()).isEqualTo(TEST);
    }
}
