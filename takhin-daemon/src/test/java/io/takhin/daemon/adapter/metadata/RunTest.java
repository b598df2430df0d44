package io.takhin.daemon.adapter.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTest {

    private static List<Integer> unpack(List<Run> runs) {
        var groups = new ArrayList<Integer>();
        runs.forEach(run -> run.addTo(groups));
        return groups;
    }

    @Test
    void packsPartitionsThatGoRoundTheGroupsIntoOneRun() {
        for (int groups : List.of(1, 2, 3, 64)) {
            // Given
            var spread =
                    IntStream.range(0, 100_000).mapToObj(i -> (i + 5) % groups).toList();

            // When
            var runs = Run.of(spread);

            // Then
            assertEquals(1, runs.size(), groups + " groups");
            assertEquals(spread, unpack(runs), groups + " groups");
        }
    }

    @Test
    void packsAnythingElseWithoutLoss() {
        for (long seed = 1; seed <= 200; seed++) {
            // Given
            var random = new Random(seed);
            var groups = random.ints(random.nextInt(40), 0, 1 + random.nextInt(4))
                    .boxed()
                    .toList();

            // When
            var unpacked = unpack(Run.of(groups));

            // Then
            assertEquals(groups, unpacked, "seed " + seed);
        }
        assertEquals(Collections.nCopies(3, 7), unpack(Run.of(Collections.nCopies(3, 7))));
    }
}
