package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One file of the command log: a header and frames.
 *
 * <pre>
 *  0                8                16
 *  +----------------+----------------+----------------------------
 *  | "TAKHCMD1"     | first index    | {@link CommandFrame} …
 *  +----------------+----------------+----------------------------
 * </pre>
 *
 * @param path {@code <first index, 20 digits>.commands}
 * @param firstIndex the index of its first command, also while there is none
 */
record CommandSegment(Path path, long firstIndex) {

    static final int HEADER_BYTES = 16;

    private static final String SUFFIX = ".commands";
    private static final byte[] MAGIC = "TAKHCMD1".getBytes(StandardCharsets.US_ASCII);

    /**
     * What a segment holds.
     *
     * @param frames its good frames, in order
     * @param endBytes where they end
     * @param fileBytes where the file ends, behind a torn frame where there is one
     */
    record Scan(List<CommandFrame> frames, long endBytes, long fileBytes) {
        boolean torn() {
            return endBytes < fileBytes;
        }
    }

    /** Makes an empty segment; it survives a power loss. */
    static CommandSegment create(Path folder, long firstIndex) throws IOException {
        var segment = new CommandSegment(folder.resolve("%020d%s".formatted(firstIndex, SUFFIX)), firstIndex);
        try (var channel = FileChannel.open(
                segment.path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            DurableFiles.writeFully(channel, segment.header());
            channel.force(true);
        }
        DurableFiles.syncFolder(folder);
        return segment;
    }

    /** The segments in a folder, oldest first. */
    static List<CommandSegment> list(Path folder) throws IOException {
        var segments = new ArrayList<CommandSegment>();
        for (var numbered : NumberedFile.list(folder, SUFFIX)) {
            segments.add(new CommandSegment(numbered.path(), numbered.number()));
        }
        segments.sort(Comparator.comparingLong(CommandSegment::firstIndex));
        return segments;
    }

    /** Reads all of it. A frame cut short or garbled at the end is torn; one with a good frame behind it is damage. */
    Scan scan() throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        if (bytes.limit() < HEADER_BYTES) {
            return new Scan(List.of(), 0, bytes.limit());
        }
        if (bytes.slice(0, HEADER_BYTES).compareTo(header()) != 0) {
            throw damaged(0, "its header is not that of a command segment");
        }
        var frames = new ArrayList<CommandFrame>();
        long nextIndex = firstIndex;
        int position = HEADER_BYTES;
        for (var size = CommandFrame.sizeAt(bytes, position);
                size.isPresent();
                size = CommandFrame.sizeAt(bytes, position)) {
            var frame = decode(bytes, position, size.getAsInt());
            if (frame.index() != nextIndex || frame.commands().isEmpty()) {
                throw damaged(position, "it holds command " + frame.index() + " where " + nextIndex + " belongs");
            }
            frames.add(frame);
            nextIndex = frame.lastIndex() + 1;
            position += size.getAsInt();
        }
        refuseFramesBehind(bytes, position);
        return new Scan(frames, position, bytes.limit());
    }

    private CommandFrame decode(ByteBuffer bytes, int position, int size) throws IOException {
        try {
            return CommandFrame.decode(bytes.slice(position, size));
        } catch (IOException e) {
            throw new IOException(path + ", byte " + position + ": " + e.getMessage(), e);
        }
    }

    private void refuseFramesBehind(ByteBuffer bytes, int position) throws IOException {
        for (int behind = position + 1; behind <= bytes.limit() - CommandFrame.HEADER_BYTES; behind++) {
            if (CommandFrame.sizeAt(bytes, behind).isPresent()) {
                throw damaged(position, "a command fails its checksum, and good ones follow at byte " + behind);
            }
        }
    }

    /** The error for bytes that no crash leaves. */
    IOException damaged(long position, String problem) {
        return new IOException(path + " is damaged at byte " + position + ": " + problem + "; restore the folder "
                + path.getParent() + " from a backup");
    }

    private ByteBuffer header() {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putLong(firstIndex).flip();
    }
}
