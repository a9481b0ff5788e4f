package org.countersign.sasl.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.sasl.Mechanism;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs the contract against a mechanism, and tells which rules it breaks. */
final class Contract {
    /** The profile under test; the tests of the kit run one after the other. */
    private static MechanismProfile profile;

    /** The class that JUnit runs inside JUnit. */
    static class OneProfile extends MechanismContract {
        @Override
        protected MechanismProfile profile() {
            return profile;
        }
    }

    private final Events tests;

    private Contract(MechanismProfile.Builder of) {
        profile = of.build();
        tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OneProfile.class))
                .execute()
                .testEvents();
    }

    static Contract of(MechanismProfile.Builder profile) {
        return new Contract(profile);
    }

    /** The names of the rules that a mechanism breaks. */
    static Set<String> brokenBy(Mechanism mechanism) {
        return brokenBy(profileOf(mechanism));
    }

    static Set<String> brokenBy(MechanismProfile.Builder profile) {
        return of(profile).broken();
    }

    /** The profile of a mechanism that no ServiceLoader finds. */
    static MechanismProfile.Builder profileOf(Mechanism mechanism) {
        return MechanismProfile.of(mechanism).providedBy(mechanism);
    }

    Set<String> broken() {
        return names(tests.failed());
    }

    Set<String> kept() {
        return names(tests.succeeded());
    }

    /** The rules that could not be tried. */
    Set<String> skipped() {
        return names(tests.aborted());
    }

    /** What the authors of the mechanism read. */
    List<String> complaints() {
        return tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::toString)
                .toList();
    }

    private static Set<String> names(Events events) {
        Stream<Event> all = events.stream();
        return all.map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
