import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the daemon's cache learns of the Kafka protocol: records of each kind of compression, written to all partitions of
 * a topic in turn and read back.
 *
 * <p>Run from source: {@code java -cp 'lib/*' KafkaLoad.java BOOTSTRAP TOPIC}. Fails when records are missing.
 */
final class KafkaLoad {

    private static final int RECORDS = 500;
    private static final Duration TIME_MAX = Duration.ofSeconds(30);

    private KafkaLoad() {}

    public static void main(String[] words) throws Exception {
        int sent = 0;
        List<TopicPartition> partitions = List.of();
        for (var compression : List.of("none", "lz4", "zstd")) {
            Map<String, Object> settings = Map.of("bootstrap.servers", words[0], "acks", "all", "compression.type", compression);
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                partitions = producer.partitionsFor(words[1]).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                for (int i = 0; i < RECORDS; i++, sent++) {
                    int partition = i % partitions.size();
                    var record = new ProducerRecord<>(words[1], partition, "key-" + i, "value-" + i);
                    var acknowledged = producer.send(record);
                    if (i % 100 == 0) {
                        acknowledged.get();
                    }
                }
            }
        }
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", words[0]), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + TIME_MAX.toNanos();
            for (int got = 0; got < sent; ) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(got + " of " + sent + " records after " + TIME_MAX);
                }
                got += consumer.poll(Duration.ofMillis(200)).count();
            }
        }
    }
}
