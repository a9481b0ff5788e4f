package org.countersign.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jcip.annotations.ThreadSafe;
import org.jspecify.annotations.Nullable;

/** Results in a file: the JSON of JMH, trimmed to what is read here, and where they come from. */
@ThreadSafe
public final class ResultsFile {
    private static final String PACKAGE = "org.countersign.benchmarks.";
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultsFile() {}

    /** Writes them, instead of what the file may hold. */
    public static void write(Results results, Path file) throws IOException {
        ArrayNode array = JSON.createArrayNode();
        results.all().forEach(each -> write(each, results.from(), array.addObject()));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(array));
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException also if it is something else
     */
    public static Results read(Path file) throws IOException {
        JsonNode array = JSON.readTree(Files.readAllBytes(file));
        if (!array.isArray() || array.isEmpty()) {
            throw new IOException(file + ": no results");
        }
        List<Measured> all = new ArrayList<>();
        for (JsonNode each : array) {
            all.add(measured(each));
        }
        JsonNode first = array.get(0);
        Provenance from = new Provenance(
                text(first, "machine"), text(first, "jdkVersion"), text(first, "commit"), text(first, "date"));
        return new Results(from, all);
    }

    private static void write(Measured measured, Provenance from, ObjectNode object) {
        object.put("benchmark", PACKAGE + measured.operation() + "." + measured.by());
        object.put("machine", from.machine());
        object.put("jdkVersion", from.jdk());
        object.put("commit", from.commit());
        object.put("date", from.date());
        ObjectNode parameters = object.putObject("params");
        new TreeMap<>(measured.parameters()).forEach(parameters::put);
        write(measured.score(), measured.unit(), object.putObject("primaryMetric"));
        ObjectNode secondary = object.putObject("secondaryMetrics");
        Estimate octets = measured.octets();
        if (octets != null) {
            write(octets, "B/op", secondary.putObject(ALLOCATED));
        }
    }

    private static void write(Estimate estimate, String unit, ObjectNode metric) {
        metric.put("score", estimate.value());
        metric.put("scoreError", estimate.error());
        metric.put("scoreUnit", unit);
    }

    private static Measured measured(JsonNode object) throws IOException {
        String benchmark = text(object, "benchmark").substring(PACKAGE.length());
        int method = benchmark.lastIndexOf('.');
        Map<String, String> parameters = new TreeMap<>();
        object.path("params")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
        JsonNode metric = object.path("primaryMetric");
        return new Measured(
                benchmark.substring(0, method),
                benchmark.substring(method + 1),
                parameters,
                estimate(metric),
                text(metric, "scoreUnit"),
                octets(object.path("secondaryMetrics").path(ALLOCATED)));
    }

    private static @Nullable Estimate octets(JsonNode metric) {
        return metric.isMissingNode() ? null : estimate(metric);
    }

    private static Estimate estimate(JsonNode metric) {
        return new Estimate(
                metric.path("score").asDouble(), metric.path("scoreError").asDouble(Double.NaN));
    }

    private static String text(JsonNode object, String field) throws IOException {
        JsonNode value = object.get(field);
        if (value == null || !value.isTextual()) {
            throw new IOException("no " + field);
        }
        return value.asText();
    }
}
