package org.countersign.sasl.testkit;

/** A rule of the contract that a mechanism breaks: tells its author what to do about it, and who says so. */
final class BrokenRule extends AssertionError {
    private static final long serialVersionUID = 1;

    private BrokenRule(String advice, String source, Object evidence) {
        super(advice + "\n  [" + source + "]\n" + evidence);
    }

    /**
     * Fails unless the rule {@code holds}.
     *
     * @param advice what is wrong, and what to change
     * @param source the requirement and the section
     * @param evidence what was seen; its text is made only when it is needed
     */
    static void unless(boolean holds, String advice, String source, Object evidence) {
        if (!holds) {
            throw new BrokenRule(advice, source, evidence);
        }
    }
}
