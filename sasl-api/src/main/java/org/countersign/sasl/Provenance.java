package org.countersign.sasl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Optional;

/** Where a provider comes from and of which version it is, for people who have to mend a classpath. */
final class Provenance {
    private static final String SERVICES = "META-INF/services/" + MechanismProvider.class.getName();
    private static final String OURS = "org.countersign.";

    private Provenance() {}

    /** The class and its jar. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null ? "" : " in " + source.getLocation());
    }

    /** The list of providers that names a class of which {@code message} speaks; empty if none does. */
    static Optional<URL> listing(ClassLoader loader, String message) {
        try {
            for (URL list : Collections.list(loader.getResources(SERVICES))) {
                if (namesAClassOf(list, message)) {
                    return Optional.of(list);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // what can not be read is reported by the service loader itself
        }
        return Optional.empty();
    }

    private static boolean namesAClassOf(URL list, String message) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(name -> !name.isEmpty())
                    .anyMatch(name -> message.contains(name) || message.contains(name.replace('.', '/')));
        }
    }

    /** What is wrong if one of our own modules is not of the same version as this one; empty if nothing is. */
    static Optional<String> mismatch(Class<?> provider, Optional<String> expected) {
        Optional<String> version = version(provider);
        boolean known = provider.getName().startsWith(OURS) && version.isPresent() && expected.isPresent();
        return known && !version.equals(expected)
                ? Optional.of(of(provider) + " is of version " + version.get() + ", sasl-api of version "
                        + expected.get() + ": use one version, with the artifact org.countersign:bom")
                : Optional.empty();
    }

    /** The version of the module or jar that a class is in; empty for plain directories. */
    static Optional<String> version(Class<?> type) {
        Module module = type.getModule();
        return module.isNamed()
                ? module.getDescriptor().rawVersion()
                : Optional.ofNullable(type.getPackage()).map(Package::getImplementationVersion);
    }
}
