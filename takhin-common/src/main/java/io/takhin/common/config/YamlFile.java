package io.takhin.common.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a YAML file of mappings, lists and scalars, and keeps each one's line. */
final class YamlFile {

    private static final int BYTES_MAX = 1 << 20;
    private static final int DEPTH_MAX = 8;

    /** What stands in a file. */
    sealed interface Node {
        int line();

        record Scalar(String text, int line) implements Node {}

        record Sequence(List<Node> items, int line) implements Node {}

        record Mapping(Map<String, Node> entries, int line) implements Node {}
    }

    private final Path path;
    private final List<ConfigProblem> problems;

    YamlFile(Path path, List<ConfigProblem> problems) {
        this.path = path;
        this.problems = problems;
    }

    Origin at(int line) {
        return new Origin(Origin.Kind.FILE, path + ":" + line);
    }

    /** The file's mapping, an empty one when the file can't be read, which is a problem then. */
    Node.Mapping read() {
        var nothing = new Node.Mapping(Map.of(), 1);
        try {
            if (Files.size(path) > BYTES_MAX) {
                problem(1, "the file is larger than 1 MiB");
                return nothing;
            }
            try (var in = Files.newInputStream(path)) {
                return read(in, nothing);
            }
        } catch (NoSuchFileException e) {
            problem(1, "there is no such file");
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            problem(
                    place == null ? 1 : Math.max(1, place.getLineNr()),
                    "no valid YAML: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            problem(1, "the file can't be read: " + e.getMessage());
        }
        return nothing;
    }

    private Node.Mapping read(InputStream in, Node.Mapping nothing) throws IOException {
        var factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .build())
                .build();
        try (var parser = factory.createParser(in)) {
            if (parser.nextToken() == null) {
                return nothing;
            }
            var node = node(parser);
            if (parser.nextToken() != null) {
                problem(parser.currentTokenLocation().getLineNr(), "there is a second document");
            }
            if (node instanceof Node.Mapping mapping) {
                return mapping;
            }
            problem(node.line(), "the file is no mapping of sections");
            return nothing;
        }
    }

    private static Node node(JsonParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            var entries = new LinkedHashMap<String, Node>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = parser.currentName();
                parser.nextToken();
                entries.put(name, node(parser));
            }
            return new Node.Mapping(entries, line);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            var items = new ArrayList<Node>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(parser));
            }
            return new Node.Sequence(items, line);
        }
        return new Node.Scalar(parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText(), line);
    }

    private void problem(int line, String text) {
        problems.add(new ConfigProblem(at(line), "", text));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
