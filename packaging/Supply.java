import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What an installation says about its parts: {@code legal/sbom.cdx.json} (CycloneDX), {@code legal/THIRD-PARTY.txt}, and the
 * licence files out of each jar. The SBOM lists what is in {@code lib}, no more and no less. Fails where Maven's SBOM lacks
 * a jar, or a licence is unknown.
 *
 * <p>Run from source: {@code java -cp 'app/lib/*' Supply.java MAVENS_SBOM APP VERSION EPOCH_SECONDS}.
 */
final class Supply {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What poms don't say, or say so that it is misread. Each was looked up at the project. */
    private static final Map<String, String> LICENCES = Map.of(
            "jline-native", "BSD-3-Clause", "jline-reader", "BSD-3-Clause", "jline-terminal", "BSD-3-Clause");

    private final Path app;
    private final Map<String, Path> jars = new HashMap<>();
    private final Map<String, String> licences = new TreeMap<>();

    private Supply(Path app) {
        this.app = app;
    }

    public static void main(String[] words) throws IOException {
        var supply = new Supply(Path.of(words[1]));
        supply.run(Path.of(words[0]), words[2], Instant.ofEpochSecond(Long.parseLong(words[3])));
    }

    private void run(Path mavens, String version, Instant time) throws IOException {
        try (var files = Files.list(app.resolve("lib"))) {
            files.forEach(jar -> jars.put(jar.getFileName().toString(), jar));
        }
        var bom = (ObjectNode) JSON.readTree(mavens.toFile());
        ((ObjectNode) bom.get("metadata")).put("timestamp", time.toString());
        var program = (ObjectNode) bom.at("/metadata/component");
        program.put("type", "application").put("name", "takhin").put("version", version);
        program.remove("purl");
        checkJar(program.deepCopy(), "takhin-cli-");
        var components = (ArrayNode) bom.get("components");
        var unshipped = new HashSet<String>();
        for (int i = components.size() - 1; i >= 0; i--) {
            var component = (ObjectNode) components.get(i);
            if (!addJar(component)) {
                unshipped.add(component.get("bom-ref").asText());
                components.remove(i);
            }
        }
        remove(unshipped, (ArrayNode) bom.get("dependencies"));
        if (!jars.isEmpty()) {
            throw new IllegalStateException("jars that the SBOM does not list: " + jars.keySet());
        }
        components.add(runtime());
        JSON.writeValue(app.resolve("legal/sbom.cdx.json").toFile(), bom);
        Files.writeString(app.resolve("legal/THIRD-PARTY.txt"), thirdParty());
    }

    private void checkJar(ObjectNode component, String prefix) {
        var name = jars.keySet().stream().filter(jar -> jar.startsWith(prefix)).findFirst();
        setHash(component, jars.remove(name.orElseThrow()));
    }

    private static void remove(Set<String> refs, ArrayNode dependencies) {
        for (int i = dependencies.size() - 1; i >= 0; i--) {
            if (refs.contains(dependencies.get(i).get("ref").asText())) {
                dependencies.remove(i);
            } else if (dependencies.get(i).get("dependsOn") instanceof ArrayNode targets) {
                targets.removeIf(target -> refs.contains(target.asText()));
            }
        }
    }

    /** False for a component that isn't shipped: annotations for compilers are listed, as others declare them. */
    private boolean addJar(ObjectNode component) {
        var name = component.get("name").asText();
        var version = component.get("version").asText();
        var purl = component.get("purl").asText();
        var classifier = purl.contains("classifier=")
                ? "-" + purl.replaceFirst(".*classifier=([^&]*).*", "$1")
                : "";
        var file = name + "-" + version + classifier + ".jar";
        var jar = jars.remove(file);
        if (jar == null) {
            return false;
        }
        setHash(component, jar);
        if (!purl.startsWith("pkg:maven/io.takhin/")) {
            licences.put(name + " " + version + classifier, licenceOf(component));
            copyLegalFiles(jar, file.substring(0, file.length() - ".jar".length()));
        }
        return true;
    }

    /** Picocli's jar is compiled here, so the hashes are those of the shipped files. */
    private static void setHash(ObjectNode component, Path jar) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            component.putArray("hashes")
                    .addObject()
                    .put("alg", "SHA-256")
                    .put("content", HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String licenceOf(ObjectNode component) {
        var names = StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(entry -> entry.has("expression")
                        ? entry.get("expression").asText()
                        : entry.at("/license/id").asText(entry.at("/license/name").asText()))
                .collect(Collectors.joining(" or "));
        var name = component.get("name").asText();
        var licence = LICENCES.getOrDefault(name, names);
        if (licence.isBlank()) {
            throw new IllegalStateException("the licence of " + name + " is unknown: look it up and add it to Supply.java");
        }
        return licence;
    }

    private void copyLegalFiles(Path jar, String folder) {
        try (var content = new JarFile(jar.toFile())) {
            for (var entry : content.stream().toList()) {
                var file = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                var plain = file.toUpperCase(Locale.ROOT).replaceFirst("\\.(TXT|MD)$", "");
                if (!entry.isDirectory() && plain.matches("(LICENSE|LICENCE|NOTICE|COPYING)([-_.][A-Z0-9_.-]*)?")
                        && !file.endsWith(".class")) {
                    var target = app.resolve("legal").resolve(folder).resolve(file);
                    Files.createDirectories(target.getParent());
                    if (!Files.exists(target)) {
                        Files.write(target, content.getInputStream(entry).readAllBytes());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDK that runs this is the one that was linked. */
    private ObjectNode runtime() {
        var version = System.getProperty("java.runtime.version");
        var maker = System.getProperty("java.vendor");
        licences.put("Java runtime " + version + " (" + maker + ")", "GPL-2.0-only WITH Classpath-exception-2.0, see runtime/legal");
        var component = JSON.createObjectNode()
                .put("type", "platform")
                .put("bom-ref", "java-runtime")
                .put("publisher", maker)
                .put("name", "openjdk")
                .put("version", version)
                .put("cpe", "cpe:2.3:a:oracle:openjdk:" + version.replaceFirst("\\+.*", "") + ":*:*:*:*:*:*:*");
        component.putArray("licenses").addObject().put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
        return component;
    }

    private String thirdParty() {
        return "takhin is under the Apache License 2.0 (LICENSE). It ships these parts of others under their own licences.\n"
                + "The licence and notice files that came with a part are in the folder of its name here.\n\n"
                + licences.entrySet().stream()
                        .map(entry -> entry.getKey() + "\n    " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
