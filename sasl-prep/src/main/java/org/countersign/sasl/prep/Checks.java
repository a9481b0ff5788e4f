package org.countersign.sasl.prep;

import com.ongres.stringprep.Option;
import com.ongres.stringprep.Profile;
import java.util.Set;

/**
 * What a profile looks for without changing anything: what it prohibits (RFC 3454 5), and the directions of text (6). The
 * tables are the library's, which throws IndexOutOfBoundsException where there is no text.
 */
record Checks(Set<Option> profile) implements Profile {

    /** Whether the text, which is not empty, is permitted. */
    boolean permit(String text) {
        try {
            prepareQuery(text);
            return true;
        } catch (IllegalArgumentException prohibited) {
            return false;
        }
    }
}
