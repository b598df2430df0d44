package io.takhin.common.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.takhin.common.config.ConfigKey;
import io.takhin.common.config.ConfigSources;
import io.takhin.common.config.Configuration;
import io.takhin.common.config.DataSize;
import io.takhin.common.json.RecordShape;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Writes the reference and the JSON schema of the configuration from its records. */
final class ConfigReferences {

    private ConfigReferences() {}

    static String reference() {
        var text = new StringBuilder(Intro.CONFIGURATION);
        for (var section : Configuration.class.getRecordComponents()) {
            text.append("\n## ").append(section.getName()).append("\n\n");
            text.append(RecordShape.doc(section.getType())).append('\n');
            for (var key : ConfigKey.all()) {
                if (key.section().equals(section.getName())) {
                    key(text, key);
                }
            }
        }
        return text.toString();
    }

    private static void key(StringBuilder text, ConfigKey key) {
        text.append("\n### ")
                .append(key.path())
                .append("\n\n")
                .append(key.doc())
                .append("\n\n");
        text.append("- default: ").append(value(key.setting().value()));
        if (!key.setting().dev().isEmpty()) {
            text.append("; with `--dev` ").append(value(key.setting().dev()));
        }
        text.append('\n');
        var values = constants(key);
        if (!values.isEmpty()) {
            text.append("- one of: `").append(String.join("`, `", values)).append("`\n");
        }
        if (!key.setting().min().isEmpty()) {
            text.append("- at least ").append(key.setting().min()).append('\n');
        }
        if (!key.setting().max().isEmpty()) {
            text.append("- at most ").append(key.setting().max()).append('\n');
        }
        if (!key.isMap()) {
            text.append("- variable: `").append(key.variable()).append("`\n");
        }
        ConfigSources.FLAGS.forEach((flag, path) -> {
            if (path.equals(key.path())) {
                text.append("- flag: `").append(flag).append("`\n");
            }
        });
    }

    private static String value(String text) {
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }

    private static List<String> constants(ConfigKey key) {
        return key.type() instanceof Class<?> type && type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> RecordShape.enumName((Enum<?>) constant))
                        .toList()
                : List.of();
    }

    static String schema() throws IOException {
        var mapper = new ObjectMapper();
        var root = mapper.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "takhin.yaml");
        root.put("type", "object");
        root.put("additionalProperties", false);
        var sections = root.putObject("properties");
        for (var section : Configuration.class.getRecordComponents()) {
            var node = sections.putObject(section.getName());
            node.put("description", RecordShape.doc(section.getType()));
            node.put("type", "object");
            node.put("additionalProperties", false);
            var members = node.putObject("properties");
            for (var key : ConfigKey.all()) {
                if (key.section().equals(section.getName())) {
                    property(members.putObject(key.name()), key);
                }
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void property(ObjectNode node, ConfigKey key) {
        node.put("description", key.doc());
        if (key.isList()) {
            node.put("type", "array").putObject("items").put("type", "string");
        } else if (key.isMap()) {
            node.put("type", "object")
                    .putObject("additionalProperties")
                    .putArray("type")
                    .add("string")
                    .add("number")
                    .add("boolean");
        } else if (key.type() == boolean.class) {
            node.put("type", "boolean")
                    .put("default", Boolean.parseBoolean(key.setting().value()));
        } else if (key.type() == int.class) {
            node.put("type", "integer")
                    .put("default", Integer.parseInt(key.setting().value()));
            if (!key.setting().min().isEmpty()) {
                node.put("minimum", Integer.parseInt(key.setting().min()));
            }
            if (!key.setting().max().isEmpty()) {
                node.put("maximum", Integer.parseInt(key.setting().max()));
            }
        } else {
            text(node, key);
        }
    }

    private static void text(ObjectNode node, ConfigKey key) {
        node.put("type", "string").put("default", key.setting().value());
        var values = constants(key);
        if (!values.isEmpty()) {
            var choice = node.putArray("enum");
            values.forEach(choice::add);
        } else if (key.type() == Duration.class) {
            node.put("pattern", "^[0-9]+(ms|s|m|h|d)$");
        } else if (key.type() == DataSize.class) {
            node.put("pattern", "^[0-9]+ ?(B|KiB|MiB|GiB|TiB)$");
        }
    }
}
