package io.takhin.common.config;

import io.takhin.common.config.YamlFile.Node;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a configuration from all its sources and finds everything that is wrong with it in one go. */
public final class ConfigLoader {

    private record Entry(String text, Map<String, String> map, Origin origin) {}

    private final ConfigSources sources;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Map<String, ConfigKey> keys = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    private ConfigLoader(ConfigSources sources) {
        this.sources = sources;
        ConfigKey.all().forEach(key -> keys.put(key.path(), key));
    }

    /**
     * Reads a configuration.
     *
     * @throws TakhinException with USAGE and every problem there is, each with key, value and place
     */
    public static LoadedConfiguration load(ConfigSources sources) {
        return new ConfigLoader(sources).load();
    }

    private LoadedConfiguration load() {
        putDefaults();
        putFile();
        putEnvironment();
        putFlags();
        var values = new ArrayList<LoadedConfiguration.Value>();
        var parsed = new HashMap<String, Object>();
        for (var key : keys.values()) {
            var entry = Objects.requireNonNull(entries.get(key.path()));
            parse(key, entry, parsed);
            values.add(new LoadedConfiguration.Value(
                    key, key.isMap() ? new TreeMap<>(entry.map()).toString() : entry.text(), entry.origin()));
        }
        if (!problems.isEmpty()) {
            throw new TakhinException(AdminError.of(
                            ErrorCode.USAGE,
                            (problems.size() == 1 ? "" : problems.size() + " problems in the configuration: ")
                                    + problems.stream()
                                            .map(ConfigProblem::toString)
                                            .collect(Collectors.joining("; ")))
                    .withHint("see the keys with: takhin config schema"));
        }
        return new LoadedConfiguration(ConfigBuilder.build(parsed), values);
    }

    private void parse(ConfigKey key, Entry entry, Map<String, Object> parsed) {
        try {
            parsed.put(key.path(), key.isMap() ? entry.map() : ValueForm.parse(key, entry.text()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(new ConfigProblem(entry.origin(), key.path(), "\"" + entry.text() + "\" " + e.getMessage()));
        }
    }

    private void putDefaults() {
        for (var key : keys.values()) {
            boolean dev = sources.dev() && !key.setting().dev().isEmpty();
            var text = key.path().equals("node.dataDir")
                    ? atHome(key.defaultValue(sources.dev()), dev)
                    : key.defaultValue(sources.dev());
            put(key, text, new Origin(dev ? Origin.Kind.DEV : Origin.Kind.DEFAULT, ""));
        }
    }

    /** The XDG base directory specification's place for state. */
    private String atHome(String path, boolean dev) {
        var state = sources.environment().getOrDefault("XDG_STATE_HOME", "");
        return dev && !state.isEmpty() ? state + "/takhin/dev" : path;
    }

    private void put(ConfigKey key, String text, Origin origin) {
        boolean home = key.path().equals("node.dataDir") && text.startsWith("~/");
        var expanded = home ? sources.environment().getOrDefault("HOME", "") + text.substring(1) : text;
        entries.put(key.path(), new Entry(expanded, Map.of(), origin));
    }

    private void putFile() {
        var path = sources.file();
        if (path == null) {
            return;
        }
        var file = new YamlFile(path, problems);
        file.read().entries().forEach((section, node) -> {
            if (keys.values().stream().noneMatch(key -> key.section().equals(section))) {
                unknown(file.at(node.line()), section, sections());
            } else if (node instanceof Node.Mapping(var members, var line)) {
                members.forEach((name, value) -> putNode(file, section + "." + name, value));
            } else if (!(node instanceof Node.Scalar(var text, var line) && text.isEmpty())) {
                problems.add(new ConfigProblem(file.at(node.line()), section, "is a section, not a value"));
            }
        });
    }

    private void putNode(YamlFile file, String path, Node node) {
        var origin = file.at(node.line());
        var key = keys.get(path);
        if (key == null) {
            unknown(origin, path, List.copyOf(keys.keySet()));
            return;
        }
        switch (node) {
            case Node.Scalar(var text, var line) when !key.isMap() -> put(key, text, origin);
            case Node.Sequence(var items, var line) when key.isList() -> put(key, scalars(items, path, file), origin);
            case Node.Mapping(var members, var line)
            when key.isMap() -> entries.put(path, new Entry("", scalars(members, path, file), origin));
            case Node.Scalar scalar -> wrongForm(origin, path, "a mapping");
            case Node.Sequence sequence -> wrongForm(origin, path, key.isMap() ? "a mapping" : "one value");
            case Node.Mapping mapping -> wrongForm(origin, path, key.isList() ? "a list" : "one value");
        }
    }

    private String scalars(List<Node> items, String path, YamlFile file) {
        var texts = new ArrayList<String>();
        for (var item : items) {
            if (item instanceof Node.Scalar(var text, var line) && text.indexOf(',') < 0) {
                texts.add(text);
            } else {
                wrongForm(file.at(item.line()), path, "a list of single values");
            }
        }
        return String.join(",", texts);
    }

    private Map<String, String> scalars(Map<String, Node> members, String path, YamlFile file) {
        var texts = new LinkedHashMap<String, String>();
        members.forEach((name, node) -> {
            if (node instanceof Node.Scalar(var text, var line)) {
                texts.put(name, text);
            } else {
                wrongForm(file.at(node.line()), path + "." + name, "one value");
            }
        });
        return texts;
    }

    private void wrongForm(Origin origin, String path, String wanted) {
        problems.add(new ConfigProblem(origin, path, "takes " + wanted));
    }

    private void putEnvironment() {
        var byVariable = new HashMap<String, ConfigKey>();
        keys.values().forEach(key -> byVariable.put(key.variable(), key));
        new TreeMap<>(sources.environment()).forEach((name, value) -> {
            var origin = new Origin(Origin.Kind.ENVIRONMENT, name);
            var key = byVariable.get(name);
            if (key != null && !key.isMap()) {
                put(key, value, origin);
            } else if (ofSection(name)) {
                problems.add(new ConfigProblem(
                        origin, "", "there is no such key" + nearest(name, List.copyOf(byVariable.keySet()))));
            }
        });
    }

    private boolean ofSection(String variable) {
        return sections().stream()
                .anyMatch(section -> variable.startsWith("TAKHIN_" + section.toUpperCase(Locale.ROOT) + "_"));
    }

    private void putFlags() {
        sources.flags().forEach((flag, value) -> {
            var key = keys.get(ConfigSources.FLAGS.getOrDefault(flag, ""));
            var origin = new Origin(Origin.Kind.FLAG, flag);
            if (key == null) {
                problems.add(new ConfigProblem(origin, "", "sets no key"));
            } else {
                put(key, value, origin);
            }
        });
    }

    private List<String> sections() {
        return keys.values().stream().map(ConfigKey::section).distinct().toList();
    }

    private void unknown(Origin origin, String path, List<String> known) {
        problems.add(new ConfigProblem(origin, path, "there is no such key" + nearest(path, known)));
    }

    private static String nearest(String text, List<String> known) {
        @Nullable String best = null;
        int bestDistance = Math.max(3, text.length() / 3) + 1;
        for (var candidate : known) {
            int distance = EditDistance.between(text, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best == null ? "" : ", did you mean " + best + "?";
    }
}
