package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.harness.TlsPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelBindingTest {
    private static final boolean JSSE_EXPORTS = Runtime.version().feature() >= 25;
    private static final byte[] FINISHED = {1, 2, 3};

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sha256-rsa, 0fe904dcb0454cf37c700deb1bf06a537ad7b16e4436a713883ecb94362eb0d2",
        "sha1-rsa, 549c0ecd68c4f3eaa82ba1ebd27d76d4b06961a2348f6fda64d2ce131ecec280",
        "md5-rsa, a8506c0350e7d36ad10428dbd53cb59a00f7d57366df3da9c2019e6d100abce2",
        "sha224-rsa, 2374764dc3a771ea299cc6b98e0c125e8d7cf1d66cf1ba063b547a0f",
        "sha384-rsa, cbfe42a62f0e98893c59668ca6905a5300b920d5cd641eef0d73e5f5e3b97711275c4a2518001292c0c5f10629759190",
        "sha512-rsa, 2f4f769f5e9d0acb855b9b845cc7617e13b1c7f34da7169d55365bfbaf5c1b1cce15e16a5f1499c61c503c378ad08785bc71af17cde3397fa0a1e71ede852937",
        "sha256-ecdsa, f7e644fd84cf14cc4ee31030b183f431383d5ae71d2009c4d3cf6f61cd3b0136",
        "sha384-ecdsa, ea0e72e10f8a6cf653b3d7049dc2bb45be49cc9d361a243ab70ef76578214b4bead8211beef5dd9cb3bb2d7b84acf0f9",
        "sha512-ecdsa, c42411f4d6e79419838de6888ecd58f188b5680e29a69869f79345069bb3e5ec48839a240254b2b361cc43f1b5b2e8c0e6ad2b54ad81384ec325548bbc04331d",
        "pss-sha1, 5defdb6ec38f2e148149a9d3e2a13ea3963e8687d4643c6234ae4e4eb9241eca",
        "pss-sha256, bc849207892d01408cfe288ba3e1f59a1761bb4162f943ab450f08ec045bcf0a",
        "pss-sha384, 9a975850aa45e770cf25acfcdacd3db0654ceaf967a5153fdd3788b3a25c33174a7ea57871818b51f264c60bb25347f6",
        "pss-sha512, c04bbb2b9987b677301dca8f43fa42a03dd24c58b1f1211f1e2a8ab725089845d6cd437e7ef31a33cc1e223c1ba0481734ca0e70b1aa1fa725f782be734705e2",
    })
    @Requirement("CB-05")
    void hashesTheServersCertificateAsItsSignatureDoes_CB05(String certificate, String hash) {
        // the hashes are those of openssl
        ChannelBinding binding = ChannelBinding.of("TLSv1.2", TlsPair.certificate(certificate), null);

        assertThat(binding.types()).containsExactly("tls-server-end-point");
        assertThat(hex(binding.octets("tls-server-end-point"))).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ed448"})
    @Requirement("CB-05")
    void hasNoEndPointWhereTheSignatureHasNoHash_CB05(String certificate) {
        ChannelBinding binding = ChannelBinding.of("TLSv1.2", TlsPair.certificate(certificate), null);

        assertThat(binding.types()).isEmpty();
        assertThat(binding.octets("tls-server-end-point")).isNull();
    }

    @Test
    void hasNothingOfASessionWithoutCertificateAndExporter() {
        assertThat(ChannelBinding.of("TLSv1.3", null, null).types()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @Requirement({"CB-04", "CB-05", "CB-08"})
    void isTheSameAtBothEndsOfAConnectionAndAtNoOther_CB08(String version) throws Exception {
        TlsPair one = TlsPair.of(version, "sha256-rsa", "RSA");
        TlsPair other = TlsPair.of(version, "sha256-rsa", "RSA");
        ChannelBinding client = ChannelBinding.ofClient(one.client());
        ChannelBinding server = ChannelBinding.ofServer(one.server());

        assertThat(client.types()).containsExactlyElementsOf(server.types());
        assertThat(client.octets("tls-server-end-point"))
                .isEqualTo(server.octets("tls-server-end-point"))
                .isNotNull();
        if (JSSE_EXPORTS) {
            assertThat(client.octets("tls-exporter"))
                    .hasSize(32)
                    .isEqualTo(server.octets("tls-exporter"))
                    .isNotEqualTo(ChannelBinding.ofClient(other.client()).octets("tls-exporter"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, tls-exporter, tls-server-end-point",
        "TLSv1.2, tls-server-end-point, tls-exporter",
    })
    @Requirement({"CB-02", "CB-04"})
    void namesTheTypeFirstThatIsExpectedOfTheVersion_CB04(String version, String first, String second)
            throws Exception {
        TlsPair tls = TlsPair.of(version, "sha256-rsa", "RSA");

        assertThat(ChannelBinding.ofServer(tls.server()).types())
                .containsExactlyElementsOf(JSSE_EXPORTS ? List.of(first, second) : List.of("tls-server-end-point"));
    }

    @Test
    @Requirement({"CB-04", "CB-05"})
    void exportsWhereTheCertificateHasNoHash_CB04() throws Exception {
        TlsPair tls = TlsPair.of("TLSv1.3", "ed25519", "Ed25519");

        assertThat(ChannelBinding.ofClient(tls.client()).types())
                .containsExactlyElementsOf(JSSE_EXPORTS ? List.of("tls-exporter") : List.of());
    }

    @Test
    @Requirement("CB-04")
    void exportsOctetsUnderTheLabelOfTheRfc_CB04() {
        ChannelBinding binding = ChannelBinding.of("TLSv1.3", null, (label, context, length) -> {
            assertThat(label).isEqualTo("EXPORTER-Channel-Binding");
            assertThat(context).isEmpty();
            assertThat(length).isEqualTo(32);
            return FINISHED;
        });

        assertThat(binding.types()).containsExactly("tls-exporter");
        assertThat(binding.octets("tls-exporter")).isSameAs(FINISHED);
    }

    @Test
    @Requirement({"CB-03", "CB-04"})
    void hasNoOctetsOfASessionThatCanNotExport_CB04() {
        ChannelBinding binding = ChannelBinding.of("TLSv1.2", null, (label, context, length) -> null);

        assertThat(binding.octets("tls-exporter")).isNull();
    }

    @Test
    @Requirement({"CB-02", "CB-03"})
    void knowsTlsUniqueOnlyWhenItIsHandedIn_CB02() {
        ChannelBinding binding = ChannelBinding.of("TLSv1.2", TlsPair.certificate("sha256-rsa"), null);

        assertThat(binding.octets("tls-unique")).isNull();
        assertThat(binding.tlsUnique(() -> FINISHED).types()).containsExactly("tls-unique", "tls-server-end-point");
        assertThat(binding.tlsUnique(() -> FINISHED).octets("tls-unique")).isSameAs(FINISHED);
        assertThat(binding.tlsUnique(() -> null).octets("tls-unique")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.4"})
    @Requirement("CB-02")
    void knowsNoTlsUniqueFromTls13On_CB02(String version) {
        ChannelBinding binding = ChannelBinding.of(version, null, null).tlsUnique(() -> FINISHED);

        assertThat(binding.types()).isEmpty();
        assertThat(binding.octets("tls-unique")).isNull();
    }

    @Test
    void computesWhenAsked() {
        AtomicInteger exports = new AtomicInteger();
        ConnectionFacts facts = ConnectionFacts.of("smtp", "mail.example.org")
                .channelBindings(ChannelBinding.of("TLSv1.3", null, (label, context, length) -> {
                    exports.incrementAndGet();
                    return FINISHED;
                }))
                .build();

        assertThat(facts.channelBindingTypes()).containsExactly("tls-exporter");
        assertThat(exports).hasValue(0);
        assertThat(facts.channelBinding("tls-exporter")).hasValue(FINISHED);
        assertThat(exports).hasValue(1);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
