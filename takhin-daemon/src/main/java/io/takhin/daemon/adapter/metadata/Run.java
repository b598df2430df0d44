package io.takhin.daemon.adapter.metadata;

import java.util.ArrayList;
import java.util.List;

/**
 * The data groups of partitions one after the other: {@code first}, {@code first + 1}, … and 0 again at
 * {@code wrapsAt}.
 *
 * @param first the first partition's group
 * @param wrapsAt the group behind the last one, 0 when the run does not wrap
 * @param count how many partitions, 1 or more
 */
record Run(int first, int wrapsAt, int count) {

    static List<Run> of(List<Integer> groups) {
        var runs = new ArrayList<Run>();
        int from = 0;
        while (from < groups.size()) {
            var run = longest(groups, from);
            runs.add(run);
            from += run.count();
        }
        return runs;
    }

    private static Run longest(List<Integer> groups, int from) {
        int wrapsAt = 0;
        int index = from + 1;
        for (; index < groups.size(); index++) {
            int previous = groups.get(index - 1);
            int group = groups.get(index);
            boolean wraps = group == 0 && (wrapsAt == 0 || wrapsAt == previous + 1);
            boolean counts = group == previous + 1 && group != wrapsAt;
            if (wraps) {
                wrapsAt = previous + 1;
            } else if (!counts) {
                break;
            }
        }
        return new Run(groups.get(from), wrapsAt, index - from);
    }

    void addTo(List<Integer> groups) {
        int group = first;
        for (int i = 0; i < count; i++) {
            groups.add(group);
            group = group + 1 == wrapsAt ? 0 : group + 1;
        }
    }
}
