package io.takhin.daemon.adapter.metadata;

import io.takhin.daemon.core.metadata.ReplicaAssignment;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A topic's replica assignment in its entry of the map, as {@link EntryCodec} shows it. */
final class AssignmentCodec {

    private static final int MORE = 0x80;
    private static final int LOW_BITS = 7;

    private AssignmentCodec() {}

    static void write(DataOutputStream out, ReplicaAssignment assignment) throws IOException {
        var nodes = assignment.nodes();
        out.writeInt((int) nodes.stream().filter(ids -> !ids.isEmpty()).count());
        int before = 0;
        for (int partition = 0; partition < nodes.size(); partition++) {
            if (!nodes.get(partition).isEmpty()) {
                writeNumber(out, partition - before);
                writeNumber(out, nodes.get(partition).size());
                for (int id : nodes.get(partition)) {
                    writeNumber(out, id);
                }
                before = partition;
            }
        }
    }

    static ReplicaAssignment read(DataInputStream in, int partitions) throws IOException {
        var nodes = new ArrayList<List<Integer>>();
        long partition = 0;
        int names = 0;
        for (int left = in.readInt(); left > 0; left--) {
            partition += Integer.toUnsignedLong(readNumber(in));
            int count = readNumber(in);
            if (partition < nodes.size() || partition >= partitions) {
                throw new IOException("an assignment of partition " + partition + " of " + partitions);
            }
            if (count < 1 || count > ReplicaAssignment.NAMES_MAX - names) {
                throw new IOException("an assignment to " + count + " nodes after " + names);
            }
            names += count;
            while (nodes.size() < partition) {
                nodes.add(List.of());
            }
            var ids = new ArrayList<Integer>(count);
            for (int n = 0; n < count; n++) {
                ids.add(readNumber(in));
            }
            nodes.add(ids);
        }
        return new ReplicaAssignment(nodes);
    }

    private static void writeNumber(DataOutputStream out, int number) throws IOException {
        int left = number;
        while ((left & -MORE) != 0) {
            out.writeByte(left | MORE);
            left >>>= LOW_BITS;
        }
        out.writeByte(left);
    }

    private static int readNumber(DataInputStream in) throws IOException {
        int number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += LOW_BITS) {
            int next = in.readUnsignedByte();
            number |= (next & (MORE - 1)) << shift;
            if ((next & MORE) == 0) {
                return number;
            }
        }
        throw new IOException("a number of more than five bytes");
    }
}
