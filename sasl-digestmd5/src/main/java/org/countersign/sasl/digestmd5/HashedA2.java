package org.countersign.sasl.digestmd5;

import java.nio.charset.StandardCharsets;
import org.countersign.sasl.crypto.ConstantTime;

/**
 * {@code HEX(H(A2))} of both sides (DIG-19, DIG-23). It depends on nothing but the server's name and the protection, so a
 * server has the same for nearly all its clients.
 *
 * @param request 32 digits, for the client's proof
 * @param answer 32 digits, for the server's proof
 */
record HashedA2(byte[] digestUri, Qop protection, byte[] request, byte[] answer) {
    /** How many digits each is. */
    static final int DIGITS = 32;

    private static final byte[] ZEROS = ascii("0".repeat(32));
    private static final byte[] AUTHENTICATE = ascii("AUTHENTICATE");
    private static final byte[] NOTHING = {};

    static HashedA2 of(byte[] digestUri, Qop protection) {
        return new HashedA2(
                digestUri, protection, hash(AUTHENTICATE, digestUri, protection), hash(NOTHING, digestUri, protection));
    }

    private static byte[] hash(byte[] method, byte[] digestUri, Qop protection) {
        return Hash.hex(protection == Qop.AUTH ? Hash.h(method, digestUri) : Hash.h(method, digestUri, ZEROS));
    }

    /** Whether it is that of this input too, octet by octet. */
    boolean isOf(DigestInput input) {
        return protection == input.protection() && ConstantTime.equal(digestUri, input.digestUri());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
