package org.countersign.interop;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What has to be there for a test to run. */
final class Prerequisite {
    private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));

    private Prerequisite() {}

    /** Skips the test where this is not met; fails it where the environment says {@code CI=true}. */
    static void require(boolean met, String otherwise) {
        if (CI) {
            Assertions.assertTrue(met, otherwise);
        }
        Assumptions.assumeTrue(met, otherwise);
    }

    /** For programs that change their user. */
    static void requireRoot(String program) {
        require("root".equals(System.getProperty("user.name")), program + " can only be started by root");
    }
}
