package io.takhin.daemon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own command line tools, each in a process of its own as its script starts it. */
class KafkaToolsIT {

    private static final String TOOLS = "org.apache.kafka.tools.";

    @TempDir
    private static Path folder;

    private static ServeProcess daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = ServeProcess.start(folder.resolve("data"), Map.of("TAKHIN_GROUPS_INITIAL_REBALANCE_DELAY", "0s"));
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    /** Runs a tool with the address and these words, and this text to read; returns what it printed. */
    private static String run(String input, String tool, String... words) throws IOException, InterruptedException {
        var ended = KafkaTool.run(folder, daemon.ready().kafka(), input, tool, words);
        assertEquals(0, ended.code(), ended.text());
        return ended.text();
    }

    private static void assertHas(String part, String text) {
        assertTrue(text.contains(part), "no \"" + part + "\" in: " + text);
    }

    @Test
    void createProduceConsumeAndInspect() throws Exception {
        // Given
        run("", TOOLS + "TopicCommand", "--create", "--topic", "t", "--partitions", "2");

        // When
        run(
                "a:1\nb:2\nc:3\n",
                TOOLS + "ConsoleProducer",
                "--topic",
                "t",
                "--property",
                "parse.key=true",
                "--property",
                "key.separator=:");
        var read = run(
                "",
                TOOLS + "consumer.ConsoleConsumer",
                "--topic",
                "t",
                "--group",
                "g",
                "--from-beginning",
                "--max-messages",
                "3");
        var topic = run("", TOOLS + "TopicCommand", "--describe", "--topic", "t");
        var offsets = run("", TOOLS + "GetOffsetShell", "--topic", "t");
        var groups = run("", TOOLS + "consumer.group.ConsumerGroupCommand", "--list");
        var group = run("", TOOLS + "consumer.group.ConsumerGroupCommand", "--describe", "--group", "g");
        var reset = run(
                "",
                TOOLS + "consumer.group.ConsumerGroupCommand",
                "--group",
                "g",
                "--topic",
                "t",
                "--reset-offsets",
                "--to-earliest",
                "--execute");
        var quorum = run("", TOOLS + "MetadataQuorumCommand", "describe", "--status");
        run(
                "",
                "kafka.admin.ConfigCommand",
                "--alter",
                "--entity-type",
                "topics",
                "--entity-name",
                "t",
                "--add-config",
                "retention.ms=123456789");
        var configs =
                run("", "kafka.admin.ConfigCommand", "--describe", "--entity-type", "topics", "--entity-name", "t");

        // Then
        assertEquals(
                List.of("1", "2", "3"),
                read.lines().filter(line -> line.length() == 1).sorted().toList());
        assertHas("PartitionCount: 2", topic);
        assertEquals(
                3,
                offsets.lines()
                        .mapToInt(line -> Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)))
                        .sum());
        assertHas("g", groups);
        assertHas("CURRENT-OFFSET", group);
        assertHas("NEW-OFFSET", reset);
        assertHas("LeaderId:", quorum);
        assertHas("retention.ms=123456789", configs);
    }
}
