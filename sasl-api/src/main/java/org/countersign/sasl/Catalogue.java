package org.countersign.sasl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import net.jcip.annotations.Immutable;
import org.countersign.sasl.MechanismInfo.Need;

/**
 * The mechanisms found, by name: read once, never changed. A provider that is broken is reported as a {@link Problem} and
 * does not keep the others away. Two mechanisms of one name are settled by rank; where that is equal neither is taken.
 */
@Immutable
public final class Catalogue {
    /** A loader that can not list its providers says so for ever. */
    private static final int MOST_REPEATED = 100;

    private final Map<String, Mechanism> byName = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> ambiguous = new HashSet<>();

    private final Optional<String> version;

    private Catalogue(Optional<String> version) {
        this.version = version;
    }

    /**
     * Something that is wrong with a provider: it keeps a mechanism out of the catalogue, or is of another version.
     *
     * @param what for people: the class, its jar, and what is wrong
     */
    @Immutable
    public record Problem(String what, Optional<Throwable> cause) {
        public Problem {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** All mechanisms that {@link ServiceLoader} finds from {@code loader}; never throws for a broken provider. */
    public static Catalogue load(ClassLoader loader) {
        return load(loader, Provenance.version(Catalogue.class));
    }

    /** The same for a sasl-api of this version. */
    static Catalogue load(ClassLoader loader, Optional<String> version) {
        Catalogue catalogue = new Catalogue(version);
        Iterator<MechanismProvider> providers =
                ServiceLoader.load(MechanismProvider.class, loader).iterator();
        for (int repeated = 0; repeated < MOST_REPEATED; ) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                catalogue.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                // the iterator has already gone past the broken line and can go on; the message names the class
                repeated = catalogue.report(e, loader) ? 0 : repeated + 1;
            }
        }
        return catalogue;
    }

    /**
     * The mechanisms of these providers and no others, for tests, OSGi and native images.
     *
     * @throws IllegalArgumentException if two have the same name and rank, or a provider is broken
     */
    public static Catalogue of(MechanismProvider... providers) {
        Catalogue catalogue = new Catalogue(Optional.empty());
        for (MechanismProvider provider : providers) {
            catalogue.add(provider);
        }
        if (!catalogue.problems.isEmpty()) {
            Problem first = catalogue.problems.get(0);
            throw new IllegalArgumentException(first.what(), first.cause().orElse(null));
        }
        return catalogue;
    }

    /** The mechanism of this name, which is upper case. */
    public Optional<Mechanism> find(String name) {
        return ambiguous.contains(name) ? Optional.empty() : Optional.ofNullable(byName.get(name));
    }

    /** All mechanisms, strongest first. */
    public List<Mechanism> all() {
        return byName.values().stream()
                .filter(mechanism -> !ambiguous.contains(mechanism.info().name()))
                .sorted(Comparator.comparingInt(
                        (Mechanism mechanism) -> -mechanism.info().rank()))
                .toList();
    }

    /** The kinds of verifiers that the servers' sides look for, for directories that prepare their accounts. */
    public Set<VerifierKind<?>> verifierKinds() {
        Set<VerifierKind<?>> kinds = new LinkedHashSet<>();
        for (Mechanism mechanism : all()) {
            for (Need need : mechanism.info().needs()) {
                if (need instanceof Need.Verifier verifier) {
                    kinds.add(verifier.kind());
                }
            }
        }
        return kinds;
    }

    /** What is wrong with providers that were found; empty when all is well. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Whether this is another problem than the last one. */
    private boolean report(Throwable thrown, ClassLoader loader) {
        String message = thrown.toString();
        String what = Provenance.listing(loader, message)
                .map(list -> message + ", listed in " + list)
                .orElse(message);
        if (!problems.isEmpty() && problems.get(problems.size() - 1).what().equals(what)) {
            return false;
        }
        problems.add(new Problem(what, Optional.of(thrown)));
        return true;
    }

    private void add(MechanismProvider provider) {
        Provenance.mismatch(provider.getClass(), version)
                .ifPresent(mismatch -> problems.add(new Problem(mismatch, Optional.empty())));
        try {
            for (Mechanism mechanism : provider.mechanisms()) {
                add(mechanism);
            }
        } catch (RuntimeException | LinkageError e) {
            problems.add(new Problem(Provenance.of(provider.getClass()) + " is broken: " + e, Optional.of(e)));
        }
    }

    private void add(Mechanism mechanism) {
        String name = mechanism.info().name();
        Mechanism other = byName.get(name);
        if (other == null || mechanism.info().rank() > other.info().rank()) {
            byName.put(name, mechanism);
            ambiguous.remove(name);
        } else if (mechanism.info().rank() == other.info().rank()) {
            ambiguous.add(name);
            problems.add(new Problem(
                    name + " is provided twice: " + Provenance.of(other.getClass()) + " and "
                            + Provenance.of(mechanism.getClass()),
                    Optional.empty()));
        }
    }
}
