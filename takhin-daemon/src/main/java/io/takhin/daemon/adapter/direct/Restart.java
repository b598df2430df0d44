package io.takhin.daemon.adapter.direct;

import io.takhin.daemon.core.metadata.Decision;
import io.takhin.daemon.core.metadata.MetadataMachine;
import io.takhin.daemon.port.metadata.CommandLog;
import io.takhin.daemon.port.metadata.MetadataStore;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a metadata store to where the command log is. */
final class Restart {

    private static final Logger LOG = LoggerFactory.getLogger(Restart.class);

    private Restart() {}

    /**
     * Rebuilds the store from checkpoint and commands, or just adds what it lacks.
     *
     * @throws IOException if the log can't be read, or ends before what the store saw
     */
    static void catchUp(MetadataStore store, CommandLog commands) throws IOException {
        if (store.appliedIndex() > commands.lastIndex()) {
            throw new IOException("the metadata was closed in order at command " + store.appliedIndex()
                    + ", but the command log ends at " + commands.lastIndex()
                    + ": commands were lost; restore the folder meta from a backup, or delete meta/CLEAN to go on"
                    + " without them");
        }
        var checkpoint = commands.checkpoint();
        boolean behind = store.appliedIndex() < checkpoint.index();
        boolean differs =
                store.appliedIndex() == checkpoint.index() && !store.image().equals(checkpoint.image());
        if (behind || differs) {
            store.reset(checkpoint.index(), checkpoint.image());
        }
        long from = store.appliedIndex();
        commands.replay(from, (index, command) -> {
            switch (MetadataMachine.decide(store.image(), command)) {
                case Decision.Accepted(var events) -> store.apply(index, events);
                case Decision.Rejected(var rejection) ->
                    throw new IOException("command " + index + " was accepted once and is refused now: "
                            + rejection.message() + "; this version of takhin can't read this folder");
            }
        });
        LOG.atInfo()
                .addKeyValue("checkpoint", checkpoint.index())
                .addKeyValue("replayed", store.appliedIndex() - from)
                .addKeyValue("topics", store.image().topics().size())
                .log("metadata loaded");
    }
}
