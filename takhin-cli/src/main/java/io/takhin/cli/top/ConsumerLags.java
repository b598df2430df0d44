package io.takhin.cli.top;

import io.takhin.cli.top.TopView.ConsumerLag;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.group.GroupLag;
import io.takhin.common.admin.group.GroupList;
import io.takhin.common.error.TakhinException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Asks how far consumer groups are behind. What can't be told is left out: the rest of the view is worth having. */
final class ConsumerLags {

    /** Each group is a question of its own; the rest of many groups is left out. */
    private static final int GROUPS_MAX = 50;

    private ConsumerLags() {}

    static List<ConsumerLag> ask(AdminClient client, Duration timeout) {
        long endNs = System.nanoTime() + timeout.toNanos();
        var lags = new ArrayList<ConsumerLag>();
        try {
            var groups = client.call(AdminMethods.GROUP_LIST, new GroupList.Request(), timeout)
                    .groups();
            for (var group : groups.subList(0, Math.min(GROUPS_MAX, groups.size()))) {
                var left = Duration.ofNanos(Math.max(1, endNs - System.nanoTime()));
                var reply = client.call(AdminMethods.GROUP_LAG, new GroupLag.Request(group.name(), List.of()), left);
                var byTopic = new TreeMap<String, Long>();
                reply.partitions().forEach(partition -> byTopic.merge(partition.topic(), partition.lag(), Long::sum));
                byTopic.forEach((topic, lag) -> lags.add(new ConsumerLag(group.name(), topic, lag)));
            }
        } catch (TakhinException e) {
            // A group that went away meanwhile, a coordinator that is being elected: the next reading has it again.
            return lags;
        }
        return lags;
    }
}
