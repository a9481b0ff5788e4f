package org.countersign.sasl.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A directory like a jar of somebody else's: a list of providers, and their classes, which no other loader has. */
public final class PluginJar {
    private final Path root;

    private PluginJar(Path root) {
        this.root = root;
    }

    /** A jar that lists these names of classes, and has no class yet. */
    public static PluginJar listing(Path root, List<String> providers) throws IOException {
        Path services = Files.createDirectories(root.resolve("META-INF/services"));
        Files.write(services.resolve("org.countersign.sasl.MechanismProvider"), providers);
        return new PluginJar(root);
    }

    /** A jar that lists these classes and has them. */
    public static PluginJar of(Path root, Class<?>... plugins) throws IOException {
        PluginJar jar =
                listing(root, List.of(plugins).stream().map(Class::getName).toList());
        for (Class<?> plugin : plugins) {
            try (InputStream octets = plugin.getResourceAsStream(plugin.getSimpleName() + ".class")) {
                jar.with(plugin.getName(), octets.readAllBytes());
            }
        }
        return jar;
    }

    /** The same jar with this class file. */
    public PluginJar with(String name, byte[] classFile) throws IOException {
        Path file = root.resolve(name.replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, classFile);
        return this;
    }

    /** A real jar that lists this class, has it, and says of which version it is. */
    public static Path versioned(Path jar, String version, Class<?> plugin) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        String file = plugin.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream octets = plugin.getResourceAsStream("/" + file)) {
            out.putNextEntry(new JarEntry("META-INF/services/org.countersign.sasl.MechanismProvider"));
            out.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry(file));
            octets.transferTo(out);
        }
        return jar;
    }

    /** A loader of all these jars, whose classes come from there and not from the tests. */
    public static URLClassLoader loader(PluginJar... jars) throws IOException {
        return loader(Stream.of(jars).map(jar -> jar.root).toArray(Path[]::new));
    }

    /** A loader of all these jars, whose classes come from there and not from the tests. */
    public static URLClassLoader loader(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return new URLClassLoader(urls, PluginJar.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    boolean ours = known == null && findResource(name.replace('.', '/') + ".class") != null;
                    return ours ? findClass(name) : super.loadClass(name, resolve);
                }
            }
        };
    }
}
