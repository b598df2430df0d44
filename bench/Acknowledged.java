import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One record at a time, acknowledged by all replicas: {@code Acknowledged BOOTSTRAP TOPIC RECORDS BYTES}. Prints the median
 * and the 99th percentile in µs, after a warm-up of a fifth of the records.
 */
final class Acknowledged {
    private Acknowledged() {}

    public static void main(String[] words) throws Exception {
        int count = Integer.parseInt(words[2]);
        var message = new ProducerRecord<byte[], byte[]>(words[1], 0, null, new byte[Integer.parseInt(words[3])]);
        Map<String, Object> settings = Map.of("bootstrap.servers", words[0], "acks", "all", "linger.ms", 0);
        var micros = new long[count];
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = -count / 5; i < count; i++) {
                long start = System.nanoTime();
                producer.send(message).get();
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - start) / 1000;
                }
            }
        }
        Arrays.sort(micros);
        System.out.println(micros[count / 2] + " " + micros[(int) (count * 0.99)]);
    }
}
