package io.takhin.daemon.adapter.ratis.membership;

import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.ratis.apply.PeerAdmission;
import io.takhin.daemon.adapter.ratis.apply.PeerQuestion;
import io.takhin.daemon.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which incarnation of each first voter this node knows, in {@code peers.json}. Whoever comes back under an id that is
 * in it, but with another incarnation, has lost what it acknowledged, and must not vote. Any thread may call.
 */
public final class PeerBook {

    private static final Logger LOG = LoggerFactory.getLogger(PeerBook.class);
    private static final String FILE = "peers.json";

    private final Path folder;
    private final String clusterId;

    /**
     * What the file holds.
     *
     * @param incarnations incarnations by node id, as text
     */
    record Content(Map<String, String> incarnations) {
        Content {
            incarnations = Map.copyOf(incarnations);
        }
    }

    /** The book of a node of a cluster; the folder need not exist yet. */
    public PeerBook(Path folder, String clusterId) {
        this.folder = folder;
        this.clusterId = clusterId;
    }

    /** Admits an incarnation if it is the first one of its node; that survives a power loss on return. */
    public synchronized PeerAdmission admit(PeerQuestion.Admit question) throws IOException {
        if (!question.clusterId().equals(clusterId)) {
            return new PeerAdmission(
                    false, "this is a node of cluster " + clusterId + ", not of " + question.clusterId());
        }
        var id = String.valueOf(question.nodeId());
        var known = new TreeMap<>(read());
        var before = known.putIfAbsent(id, question.incarnation());
        if (before == null) {
            DurableFiles.createFolders(folder);
            DurableFiles.replace(folder.resolve(FILE), RecordJson.toBytes(new Content(known)));
        } else if (!before.equals(question.incarnation())) {
            LOG.atDebug().addKeyValue("node", id).log("A node came back without what it had");
            return new PeerAdmission(
                    false, "node " + id + " was a member of this cluster before, and what it had is gone");
        }
        return new PeerAdmission(true, "");
    }

    private Map<String, String> read() throws IOException {
        var file = folder.resolve(FILE);
        return Files.exists(file)
                ? RecordJson.read(Files.readAllBytes(file), Content.class, RecordJson.Unknown.IGNORE)
                        .incarnations()
                : Map.of();
    }
}
