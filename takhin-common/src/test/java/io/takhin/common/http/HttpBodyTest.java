package io.takhin.common.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpBodyTest {

    private static final long SEED = 42;

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Times out before every byte. */
    private static final class Halting extends InputStream {

        private final byte[] bytes;
        private int at;
        private boolean halt = true;

        Halting(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            halt = !halt;
            if (!halt) {
                throw new SocketTimeoutException("halt");
            }
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int b = read();
            if (b >= 0) {
                target[offset] = (byte) b;
            }
            return b < 0 ? -1 : 1;
        }
    }

    @Test
    void readsWhatItWroteInChunksOfAllSizes() throws IOException {
        // Given
        var random = new Random(SEED);
        var sent = new ByteArrayOutputStream();
        var wire = new ByteArrayOutputStream();
        try (var out = new ChunkedOutput(Channels.newChannel(wire))) {
            for (int size : new int[] {0, 1, 3, 16_371, 16_372, 16_373, 40_000, 1 << 20, 7}) {
                var bytes = new byte[size];
                random.nextBytes(bytes);
                sent.writeBytes(bytes);
                out.write(bytes);
                if (random.nextBoolean()) {
                    out.flush();
                }
                out.write(size);
                sent.write(size);
            }
        }

        // When
        var got = new ChunkedInput(new ByteArrayInputStream(wire.toByteArray())).readAllBytes();

        // Then
        assertArrayEquals(sent.toByteArray(), got);
    }

    @Test
    void goesOnWhereATimeoutStoppedIt() throws IOException {
        // Given
        var wire = "3;name=value\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\nnext";
        var in = new ChunkedInput(new Halting(wire.getBytes(StandardCharsets.ISO_8859_1)));
        var got = new StringBuilder();

        // When
        boolean more = true;
        int halts = 0;
        while (more) {
            try {
                int b = in.read();
                more = b >= 0;
                if (more) {
                    got.append((char) b);
                }
            } catch (SocketTimeoutException e) {
                halts++;
            }
        }

        // Then
        assertEquals("abcde", got.toString());
        assertEquals(wire.length() - "next".length(), halts);
    }

    @Test
    void refusesChunksThatAreMalformedOrTorn() {
        for (var wire : List.of(
                "\r\n",
                "x\r\n",
                "-1\r\n",
                "3\r\nabcd\r\n",
                "fffffffffffffffff\r\n",
                "1" + " ".repeat(5000) + "\r\na")) {
            assertThrows(HttpFormatException.class, () -> new ChunkedInput(stream(wire)).readAllBytes(), wire);
        }
        for (var wire : List.of("", "3", "3\r\nab", "3\r\nabc\r\n", "0\r\n")) {
            assertThrows(EOFException.class, () -> new ChunkedInput(stream(wire)).readAllBytes(), wire);
        }
    }

    @Test
    void findsTheBodyItsHeadTellsOf() throws IOException {
        // Given
        var in = stream("POST / HTTP/1.1\r\ncontent-length: 3\r\nA:  b \r\n\r\nabcdef");

        // When
        var head = HttpHead.read(in).orElseThrow();
        var body = head.body(in, false).readAllBytes();

        // Then
        assertEquals("POST / HTTP/1.1", head.first());
        assertEquals("b", head.field("a").orElseThrow());
        assertEquals("abc", new String(body, StandardCharsets.UTF_8));
        assertThrows(
                EOFException.class,
                () -> new HttpHead("", List.of(new HttpHead.Field("Content-Length", "9")))
                        .body(stream("abc"), false)
                        .readAllBytes());
    }

    @Test
    void readsABodyWithoutALengthToTheEndWhereThatIsMeant() throws IOException {
        // Given
        var head = new HttpHead("HTTP/1.1 200 OK", List.of());

        // When
        var response = head.body(stream("abc"), true).readAllBytes();
        var request = head.body(stream("abc"), false).readAllBytes();

        // Then
        assertEquals(3, response.length);
        assertEquals(0, request.length);
    }
}
