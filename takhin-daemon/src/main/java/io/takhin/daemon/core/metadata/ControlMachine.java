package io.takhin.daemon.core.metadata;

import static io.takhin.daemon.core.Rejection.Reason.CHANGE_UNDER_WAY;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_CONFIG;
import static io.takhin.daemon.core.Rejection.Reason.INVALID_REQUEST;
import static io.takhin.daemon.core.metadata.MetadataEvent.ControlReplaced;

import io.takhin.daemon.core.metadata.MetadataCommand.AdvanceChange;
import io.takhin.daemon.core.metadata.MetadataCommand.AlterNodeConfigs;
import io.takhin.daemon.core.metadata.MetadataCommand.DrainNode;
import io.takhin.daemon.core.metadata.MetadataCommand.StartChange;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Decides what changes {@link ClusterControl}. Pure, as {@link MetadataMachine} is. */
final class ControlMachine {

    /** The most characters that configs set at run time can have, names and values. */
    private static final int CONFIG_CHARS_MAX = 4096;

    private ControlMachine() {}

    /** One change at a time; the same one a second time changes nothing. */
    static Decision start(ClusterControl control, StartChange start) {
        var running = control.change();
        if (running != null) {
            return running.id().equals(start.change().id())
                    ? Decision.accept()
                    : Decision.reject(CHANGE_UNDER_WAY, "another change of members is under way: " + running.what());
        }
        if (control.last().equals(start.change().id())) {
            return Decision.accept();
        }
        return control.last().equals(start.last())
                ? Decision.accept(new ControlReplaced(control.with(start.change())))
                : Decision.reject(CHANGE_UNDER_WAY, "the members were changed by another since this was planned");
    }

    /** Goes on from a step, or ends the change after its last one; stale news change nothing. */
    static Decision advance(ClusterControl control, AdvanceChange advance) {
        var running = control.change();
        if (running == null
                || !running.id().equals(advance.id())
                || running.rollingBack() != advance.rollingBack()
                || running.step() != advance.step()) {
            return Decision.accept();
        }
        return Decision.accept(
                new ControlReplaced(running.isAtLast() ? control.ended(running) : control.with(running.next())));
    }

    static Decision rollBack(ClusterControl control, String id) {
        var running = control.change();
        return running == null || !running.id().equals(id) || running.rollingBack()
                ? Decision.accept()
                : Decision.accept(new ControlReplaced(control.with(running.back())));
    }

    static Decision abandon(ClusterControl control) {
        var running = control.change();
        return running == null
                ? Decision.accept()
                : Decision.accept(new ControlReplaced(control.ended(running.back())));
    }

    static Decision drain(ClusterControl control, DrainNode drain) {
        if (drain.id() < 0) {
            return Decision.reject(INVALID_REQUEST, "node id " + drain.id() + " is negative");
        }
        var drained = new ArrayList<>(control.drained());
        drained.remove(Integer.valueOf(drain.id()));
        if (drain.drained()) {
            drained.add(drain.id());
        }
        return changed(control, now -> now.with(drained));
    }

    static Decision hold(ClusterControl control, long untilMs) {
        return changed(control, now -> now.heldUntil(untilMs));
    }

    static Decision alterConfigs(ClusterControl control, AlterNodeConfigs alter) {
        var both = alter.remove().stream().filter(alter.set()::containsKey).findFirst();
        if (both.isPresent()) {
            return Decision.reject(INVALID_REQUEST, "config " + both.get() + " is to be set and removed at once");
        }
        var own = new TreeMap<>(control.configsOf(alter.node()));
        own.putAll(alter.set());
        alter.remove().forEach(own::remove);
        var next = control.withConfigs(alter.node(), own);
        long chars = next.configs().values().stream()
                .flatMap(configs -> configs.entrySet().stream())
                .mapToLong(config ->
                        config.getKey().length() + (long) config.getValue().length())
                .sum();
        return chars > CONFIG_CHARS_MAX
                ? Decision.reject(
                        INVALID_CONFIG,
                        "the configs of all nodes have at most " + CONFIG_CHARS_MAX + " characters, not " + chars)
                : changed(control, _ -> next);
    }

    private static Decision changed(ClusterControl control, UnaryOperator<ClusterControl> change) {
        var next = change.apply(control);
        return next.equals(control) ? Decision.accept() : Decision.accept(new ControlReplaced(next));
    }
}
