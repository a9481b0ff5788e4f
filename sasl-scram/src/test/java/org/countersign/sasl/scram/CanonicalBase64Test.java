package org.countersign.sasl.scram;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.requirements.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBase64Test {

    @ParameterizedTest
    @CsvSource({"'', ''", "Zg==, f", "Zm8=, fo", "Zm9v, foo", "Zm9vYg==, foob", "Zm9vYmE=, fooba", "Zm9vYmFy, foobar"})
    @Requirement("SCRAM-09")
    void takesAndGivesTheOneForm_SCRAM09(String base64, String octets) {
        assertThat(CanonicalBase64.decode(base64)).isEqualTo(octets.getBytes(US_ASCII));
        assertThat(CanonicalBase64.encode(octets.getBytes(US_ASCII))).isEqualTo(base64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zg",
                "Zm8",
                "Zm9vYg", // no padding
                "Zh==",
                "Zn==",
                "Zm9=",
                "Zm9vYh==", // stray bits
                "Zg=",
                "Zg===",
                "Zm8==",
                "Zm9v=",
                "Zm9v====",
                "=",
                "====", // another padding
                "Z",
                "Zm9vY",
                "Zg==Zm9v",
                "Zm 9v",
                "Zm9v\r\n",
                "Zm9-",
                "Zm9_",
                "Zm9\u00e9",
                "Zm9\uff21"
            })
    @Requirement("SCRAM-09")
    void takesNoOther_SCRAM09(String text) {
        assertThat(CanonicalBase64.decode(text)).isNull();
    }
}
