package io.takhin.daemon.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Small text files that an operator names in the configuration. */
final class OperatorFile {

    private static final int BYTES_MAX = 1 << 20;

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private OperatorFile() {}

    /**
     * What is in a file.
     *
     * @throws IllegalArgumentException with what is wrong: it is not there, can't be read, is longer than 1 MiB or is
     *     no UTF-8; never with what is in it
     */
    static String text(String name) {
        return read(path(name));
    }

    /**
     * What is in a file that holds a secret.
     *
     * @throws IllegalArgumentException as {@link #text}, and if others than its owner may read or write it
     */
    static String secret(String name) {
        var path = path(name);
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(path))) {
                throw new IllegalArgumentException(
                        path + " holds a secret and is open to others than its owner: chmod 600 " + path);
            }
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + path, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " can't be read: " + e.getMessage(), e);
        }
        return read(path);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no path", e);
        }
    }

    private static String read(Path path) {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IllegalArgumentException(path + " is longer than 1 MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + path, e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(path + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " can't be read: " + e.getMessage(), e);
        }
    }
}
