package org.apache.ratis.util;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * Takes the place of Ratis's class of this name: the same checksum (CRC-32C, RFC 3720 appendix B.4), computed by the
 * processor. Ratis 3.3.0 has no setting for it, and its tables cost a fifth of a busy node's time
 * (docs/adr/0010-raft-log-checksum.md). The class path has this project's jars before Ratis's.
 */
public class PureJavaCrc32C implements Checksum {

    private final CRC32C crc = new CRC32C();

    @Override
    public long getValue() {
        return crc.getValue();
    }

    @Override
    public void reset() {
        crc.reset();
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
    }

    /** Takes what is between position and limit, and leaves both as they are: Ratis goes on with the same buffer. */
    @Override
    public void update(ByteBuffer bytes) {
        crc.update(bytes.duplicate());
    }

    @Override
    public final void update(int value) {
        crc.update(value);
    }
}
