package io.takhin.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.takhin.cli.command.ExitCode;
import io.takhin.cli.fake.CliRun;
import io.takhin.cli.fake.FakeAdminClient;
import io.takhin.cli.fake.FakeCluster;
import io.takhin.cli.fake.Golden;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.admin.cluster.ClusterInfo;
import io.takhin.common.admin.cluster.NodeInfo;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckNetworkTest {

    private static ClusterInfo info(String clusterId, List<NodeInfo> nodes) {
        return new ClusterInfo(clusterId, "1.2.3", "1", "1", false, true, nodes, 0, 0, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "jsonl", "yaml", "name"})
    void printsItsResultInThisForm(String form) throws IOException {
        // Given
        var node = new NodeInfo("1", "", "127.0.0.1:9092", "127.0.0.1:7070", true, true);
        var cli = new CliRun(new FakeAdminClient().answer(AdminMethods.CLUSTER_INFO, info("abc", List.of(node))));

        // When
        var code = cli.run("check", "network", "--count", "5", "-o", form);

        // Then
        assertEquals(ExitCode.OK, code, cli.err());
        Golden.assertSame("check/network." + form, cli.out());
    }

    @Test
    void failsWhenANodeCannotBeReached() {
        // Given
        var cli = new CliRun(new FakeCluster());

        // When
        var code = cli.run("check", "network", "--count", "3", "--p99", "1h");

        // Then
        assertEquals(ExitCode.CONDITION_FALSE, code);
        assertEquals("takhin: FAIL: node 3: connection refused\n", cli.err());
    }

    @Test
    void failsWhenARoundTripTakesTooLong() {
        // Given
        var cli = new CliRun(new FakeCluster());

        // When
        var code = cli.run("check", "network", "--count", "3", "--p99", "1ms");

        // Then
        assertEquals(ExitCode.CONDITION_FALSE, code);
        assertTrue(cli.out().contains("FAIL"), cli.out());
    }

    @Test
    void failsWhenAnAddressLeadsToAnotherCluster() {
        // Given
        var node = new NodeInfo("1", "", "", "127.0.0.1:7070", true, true);
        var cli = new CliRun(new FakeAdminClient()
                .answer(AdminMethods.CLUSTER_INFO, info("abc", List.of(node)))
                .answer(AdminMethods.CLUSTER_INFO, info("other", List.of(node))));

        // When
        var code = cli.run("check", "network", "--count", "1", "--p99", "1h");

        // Then
        assertEquals(ExitCode.CONDITION_FALSE, code);
        assertTrue(cli.err().contains("node 1 answers for cluster other"), cli.err());
    }
}
