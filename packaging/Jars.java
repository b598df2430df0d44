import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes each jar of a folder anew: without the native libraries of other systems, with sorted entries of one time, and
 * not compressed, as packages compress all of them at once and better.
 *
 * <p>Run from source: {@code java Jars.java FOLDER ARCH EPOCH_SECONDS}, ARCH being x64 or arm64.
 */
final class Jars {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final List<String> NATIVE = List.of(".so", ".dll", ".dylib", ".jnilib", ".a");

    private final List<String> archNames;
    private final LocalDateTime time;

    private Jars(List<String> archNames, LocalDateTime time) {
        this.archNames = archNames;
        this.time = time;
    }

    /** One file or folder in a jar. */
    private record Part(String name, byte[] bytes) {}

    public static void main(String[] words) throws IOException {
        var archNames =
                switch (words[1]) {
                    case "x64" -> List.of("x86_64", "amd64");
                    case "arm64" -> List.of("aarch64", "aarch_64", "arm64");
                    default -> throw new IllegalArgumentException("unknown processor " + words[1]);
                };
        var time = LocalDateTime.ofInstant(Instant.ofEpochSecond(Long.parseLong(words[2])), ZoneOffset.UTC);
        var jars = new Jars(archNames, time);
        try (var files = Files.list(Path.of(words[0]))) {
            for (var jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                jars.write(jar);
            }
        }
    }

    private void write(Path jar) throws IOException {
        var parts = parts(jar);
        var kept = parts.stream()
                .filter(part -> !isNative(part) || isOfThisSystem(part))
                .sorted(Comparator.comparing((Part part) -> !part.name().equals(MANIFEST))
                        .thenComparing(Part::name))
                .toList();
        boolean forLinux = parts.stream().anyMatch(part -> isNative(part) && isForLinux(part));
        if (forLinux && kept.stream().noneMatch(Jars::isNative)) {
            throw new IllegalStateException(jar + " has native libraries for Linux, but none of this processor's names "
                    + archNames + " is in them");
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            out.setMethod(ZipOutputStream.STORED);
            for (var part : kept) {
                out.putNextEntry(entry(part));
                out.write(part.bytes());
                out.closeEntry();
            }
        }
        Files.write(jar, bytes.toByteArray());
    }

    private static List<Part> parts(Path jar) throws IOException {
        var parts = new ArrayList<Part>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.add(new Part(entry.getName(), in.readAllBytes()));
            }
        }
        return parts;
    }

    private ZipEntry entry(Part part) {
        var crc = new CRC32();
        crc.update(part.bytes());
        var entry = new ZipEntry(part.name());
        entry.setTimeLocal(time);
        entry.setSize(part.bytes().length);
        entry.setCrc(crc.getValue());
        return entry;
    }

    private static boolean isNative(Part part) {
        return NATIVE.stream().anyMatch(part.name()::endsWith);
    }

    private boolean isOfThisSystem(Part part) {
        return isForLinux(part) && archNames.stream().anyMatch(lower(part)::contains);
    }

    /** epoll is Linux's. */
    private static boolean isForLinux(Part part) {
        var name = lower(part);
        return (name.contains("linux") || name.contains("epoll")) && !name.contains("android");
    }

    private static String lower(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
