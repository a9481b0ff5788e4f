package org.countersign.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.countersign.requirements.Requirement;
import org.countersign.sasl.SecurityLayer.LayerException;
import org.countersign.sasl.shapes.ToyContext;
import org.countersign.sasl.shapes.ToyLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buffers with their lengths, however the network cuts them. */
class LayerCodecTest {
    /** A layer that protects nothing, takes 5 octets at most, and counts how often it is closed. */
    private static final class Bare implements SecurityLayer {
        int closed;

        @Override
        public boolean confidential() {
            return false;
        }

        @Override
        public int maxPlain() {
            return 5;
        }

        @Override
        public int maxReceive() {
            return 5;
        }

        @Override
        public byte[] wrap(byte[] plain, int offset, int length) {
            return Arrays.copyOfRange(plain, offset, offset + length);
        }

        @Override
        public byte[] unwrap(byte[] buffer) {
            return buffer;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private final Bare layer = new Bare();
    private final LayerCodec codec = new LayerCodec(layer);

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }

    private byte[] decode(byte[] wire) throws LayerException {
        return codec.decode(wire, 0, wire.length);
    }

    @Test
    @Requirement("SASL-19")
    void putsTheLengthInFourOctetsBeforeEachBuffer_SASL19() throws LayerException {
        assertThat(codec.encode(octets(1, 2, 3), 0, 3)).isEqualTo(octets(0, 0, 0, 3, 1, 2, 3));
    }

    @Test
    @Requirement("SASL-19")
    void makesNoBufferLongerThanThePeerTakes_SASL19() throws LayerException {
        assertThat(codec.encode(octets(9, 1, 2, 3, 4, 5, 6, 9), 1, 6))
                .isEqualTo(octets(0, 0, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0, 1, 6));
        assertThat(codec.encode(octets(1, 2, 3, 4, 5), 0, 5)).isEqualTo(octets(0, 0, 0, 5, 1, 2, 3, 4, 5));
    }

    @Test
    void makesNoBufferOfNothing() throws LayerException {
        assertThat(codec.encode(new byte[0], 0, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 13, 100, 10_000})
    @Requirement("SASL-19")
    void putsTogetherWhateverTheNetworkHasCut_SASL19(int size) throws LayerException {
        LayerCodec sender = new LayerCodec(new ToyLayer(new ToyContext(), 64));
        LayerCodec receiver = new LayerCodec(new ToyLayer(new ToyContext(), 64));
        byte[] plain = new byte[1_000];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) i;
        }
        byte[] wire = sender.encode(plain, 0, plain.length);
        ByteArrayOutputStream received = new ByteArrayOutputStream();

        for (int from = 0; from < wire.length; from += size) {
            received.writeBytes(receiver.decode(wire, from, Math.min(size, wire.length - from)));
        }

        assertThat(received.toByteArray()).isEqualTo(plain);
    }

    @Test
    void waitsForTheRestOfABuffer() throws LayerException {
        assertThat(decode(octets(0, 0, 0))).isEmpty();
        assertThat(decode(octets(2))).isEmpty();
        assertThat(decode(octets(7))).isEmpty();
        assertThat(decode(new byte[0])).isEmpty();
        assertThat(decode(octets(8, 0, 0, 0, 1, 9, 0))).isEqualTo(octets(7, 8, 9));
        assertThat(decode(octets(0, 0, 1, 10))).isEqualTo(octets(10));
    }

    @Test
    @Requirement("SASL-20")
    void takesTheLongestBufferAnnounced_SASL20() throws LayerException {
        assertThat(decode(octets(0, 0, 0, 5, 1, 2, 3, 4, 5))).isEqualTo(octets(1, 2, 3, 4, 5));
    }

    @Test
    @Requirement("SASL-20")
    void refusesALongerOneBeforeItIsThere_SASL20() {
        assertThatThrownBy(() -> decode(octets(0, 0, 0, 6))).isInstanceOf(LayerException.class);
    }

    @Test
    @Requirement("SASL-20")
    void allocatesNothingForALengthThatIsOnlyAnnounced_SASL20() {
        assertThatThrownBy(() -> decode(octets(0x7f, 0xff, 0xff, 0xff))).isInstanceOf(LayerException.class);
        assertThatThrownBy(() -> new LayerCodec(layer).decode(octets(0xff, 0xff, 0xff, 0xff), 0, 4))
                .isInstanceOf(LayerException.class);
        assertThatThrownBy(() -> new LayerCodec(layer).decode(octets(0x80, 0, 0, 0), 0, 4))
                .isInstanceOf(LayerException.class);
    }

    @Test
    @Requirement("SASL-20")
    void refusesALengthOfNothing_SASL20() {
        assertThatThrownBy(() -> decode(octets(0, 0, 0, 0))).isInstanceOf(LayerException.class);
    }

    @Test
    @Requirement("SASL-21")
    void failsWithTheLayer_SASL21() throws LayerException {
        LayerCodec toy = new LayerCodec(new ToyLayer(new ToyContext(), 64));
        byte[] wire = toy.encode(octets(1, 2, 3), 0, 3);
        wire[wire.length - 1] ^= 1;

        assertThatThrownBy(() -> toy.decode(wire, 0, wire.length)).isInstanceOf(LayerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void failsWhereThePeerTakesNothingAtAll(int mostPlain) {
        LayerCodec tiny = new LayerCodec(new ToyLayer(new ToyContext(), mostPlain + Integer.BYTES));

        assertThatThrownBy(() -> tiny.encode(octets(1, 2, 3), 0, 3)).isInstanceOf(LayerException.class);
    }

    @Test
    void refusesARangeOutsideOfTheArray() {
        assertThatThrownBy(() -> codec.encode(new byte[3], 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(new byte[3], -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void closesItsLayer() {
        codec.close();

        assertThat(layer.closed).isEqualTo(1);
    }
}
