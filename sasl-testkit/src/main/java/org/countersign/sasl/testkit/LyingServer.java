package org.countersign.sasl.testkit;

import java.util.ArrayList;
import java.util.List;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.client.ClientExchange;
import org.countersign.sasl.client.ClientReply;
import org.jspecify.annotations.Nullable;

/**
 * Says success without having proved anything, to a client that has said all it has to say.
 *
 * @param overheard a dialogue with a real server, in a protocol whose success carries data
 */
@Immutable
record LyingServer(Dialogue overheard) {

    /** Whether the server has the last word, with its success: a proof, for nothing else makes sense there. */
    boolean hasProof() {
        List<Message> all = overheard.messages();
        return !all.isEmpty() && all.get(all.size() - 1).from() == Side.SERVER;
    }

    /** Whether the client believes success when the proof is left out; false if there is none. */
    boolean isBelievedWithoutProof(Dialogue.Builder how) {
        List<byte[]> words = words();
        return hasProof() && isBelieved(how, words.subList(0, words.size() - 1), null);
    }

    /** Whether the client believes success when the server's last word, whatever it is, is not what it was. */
    boolean isBelievedWithForgedProof(Dialogue.Builder how) {
        List<byte[]> words = words();
        if (words.isEmpty()) {
            return isBelieved(how, words, null);
        }
        byte[] forged = forge(words.remove(words.size() - 1));
        if (hasProof()) {
            return isBelieved(how, words, forged);
        }
        words.add(forged);
        return isBelieved(how, words, null);
    }

    private List<byte[]> words() {
        List<byte[]> words = new ArrayList<>();
        overheard.messages(Side.SERVER).forEach(message -> words.add(message.octets()));
        return words;
    }

    private static byte[] forge(byte[] octets) {
        byte[] forged = octets.length == 0 ? new byte[1] : octets;
        forged[forged.length - 1] ^= 1;
        return forged;
    }

    private static boolean isBelieved(Dialogue.Builder how, List<byte[]> challenges, byte @Nullable [] additionalData) {
        try (ClientExchange client = Sides.client(how, new Recorder())) {
            ClientReply said = client.start().toCompletableFuture().join();
            for (byte[] challenge : challenges) {
                if (said instanceof ClientReply.Failure) {
                    return false;
                }
                said = client.challenge(challenge).toCompletableFuture().join();
            }
            return said instanceof ClientReply.Send
                    && client.outcome(true, additionalData)
                                    .toCompletableFuture()
                                    .join()
                            instanceof ClientReply.Success;
        }
    }

    @Override
    public String toString() {
        return overheard.toString();
    }
}
