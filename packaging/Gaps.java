import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what an SBOM (CycloneDX) lists with the known gaps in {@code gaps.txt}; exits with 1 where an older version than the
 * first one without the gap is shipped, or a line of the list is of nothing that is shipped.
 *
 * <p>Run from source: {@code java -cp 'app/lib/*' Gaps.java SBOM GAPS}.
 */
final class Gaps {

    private Gaps() {}

    public static void main(String[] words) throws IOException {
        var shipped = shipped(new ObjectMapper().readTree(Path.of(words[0]).toFile()));
        var gaps = Files.readAllLines(Path.of(words[1])).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 3))
                .toList();
        int found = 0;
        for (var gap : gaps) {
            var versions = shipped.getOrDefault(gap[0], List.of());
            if (versions.isEmpty()) {
                System.err.println("gaps: " + gap[0] + " is not shipped: take its line out of the list");
                found++;
            }
            for (var version : versions) {
                if (Version.parse(version).compareTo(Version.parse(gap[1])) < 0) {
                    System.err.println("gaps: " + gap[0] + " " + version + " is older than " + gap[1] + ": " + gap[2]);
                    found++;
                }
            }
        }
        System.err.println("gaps: " + gaps.size() + " looked at, " + found + " found");
        System.exit(found == 0 ? 0 : 1);
    }

    private static Map<String, List<String>> shipped(JsonNode sbom) {
        var shipped = new HashMap<String, List<String>>();
        for (var component : sbom.get("components")) {
            shipped.merge(
                    component.path("group").asText() + ":" + component.get("name").asText(),
                    List.of(component.get("version").asText()),
                    (some, more) -> java.util.stream.Stream.of(some, more).flatMap(List::stream).toList());
        }
        return shipped;
    }
}
