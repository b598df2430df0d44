package org.apache.ratis.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;

class PureJavaCrc32CTest {

    @Test
    void stands_in_for_the_class_of_Ratis() {
        var ours = PureJavaCrc32C.class.getProtectionDomain().getCodeSource().getLocation();
        assertNotEquals(jarOfRatis().toString(), ours.toString());
    }

    @Test
    void computes_what_the_class_of_Ratis_computes() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        try (var loader = new URLClassLoader(new URL[] {jarOfRatis()}, null)) {
            var theirs = (Checksum) loader.loadClass(PureJavaCrc32C.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            var ours = new PureJavaCrc32C();
            for (int i = 0; i < 500; i++) {
                // Given
                var bytes = new byte[random.nextInt(5000)];
                random.nextBytes(bytes);
                int from = random.nextInt(bytes.length + 1);
                int length = random.nextInt(bytes.length - from + 1);
                var direct = ByteBuffer.allocateDirect(bytes.length)
                        .put(bytes)
                        .position(from)
                        .limit(from + length);
                // When
                theirs.reset();
                theirs.update(bytes, from, length);
                long expected = theirs.getValue();
                ours.reset();
                ours.update(bytes, from, length);
                long ofArray = ours.getValue();
                ours.reset();
                ours.update(direct);
                long ofBuffer = ours.getValue();
                ours.reset();
                for (int at = from; at < from + length; at++) {
                    ours.update(bytes[at]);
                }
                // Then
                assertEquals(expected, ofArray);
                assertEquals(expected, ofBuffer);
                assertEquals(expected, ours.getValue());
                assertEquals(from, direct.position());
                assertEquals(from + length, direct.limit());
            }
        }
    }

    private static URL jarOfRatis() {
        return SizeInBytes.class.getProtectionDomain().getCodeSource().getLocation();
    }
}
