import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tries to produce one record until a server takes it: {@code FirstProduce BOOTSTRAP TOPIC}. Prints "waiting" when it
 * begins to try, and the wall clock in ms since 1970 when the record is acknowledged.
 */
final class FirstProduce {
    private FirstProduce() {}

    public static void main(String[] words) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", words[0],
                "acks", "all",
                "reconnect.backoff.ms", 10,
                "reconnect.backoff.max.ms", 20,
                "retry.backoff.ms", 10,
                "retry.backoff.max.ms", 20,
                "max.block.ms", 60_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            System.out.println("waiting");
            producer.send(new ProducerRecord<>(words[1], new byte[100])).get();
            System.out.println(System.currentTimeMillis());
        }
    }
}
