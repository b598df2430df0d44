import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Time until a record is acknowledged by all replicas: {@code Acknowledged BOOTSTRAP TOPIC RECORDS BYTES [RATE]}, one record
 * at a time or, with a rate, so many a second whatever happens to those before. Prints the median and the 99th percentile in
 * µs, after a warm-up of a fifth of the records.
 */
final class Acknowledged {
    private Acknowledged() {}

    public static void main(String[] words) throws Exception {
        int count = Integer.parseInt(words[2]);
        var message = new ProducerRecord<byte[], byte[]>(words[1], 0, null, new byte[Integer.parseInt(words[3])]);
        Map<String, Object> settings = Map.of("bootstrap.servers", words[0], "acks", "all", "linger.ms", 0);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long[] micros;
            if (words.length > 4) {
                int rate = Integer.parseInt(words[4]);
                steadily(producer, message, count / 5, rate);
                micros = steadily(producer, message, count, rate);
            } else {
                oneByOne(producer, message, count / 5);
                micros = oneByOne(producer, message, count);
            }
            Arrays.sort(micros);
            System.out.println(micros[count / 2] + " " + micros[(int) (count * 0.99)]);
        }
    }

    private static long[] oneByOne(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message, int count) throws Exception {
        var micros = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            producer.send(message).get();
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        return micros;
    }

    private static long[] steadily(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message, int count, int rate) {
        var micros = new long[count];
        var failed = new AtomicReference<Exception>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int n = i;
            long due = start + n * TimeUnit.SECONDS.toNanos(1) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            producer.send(message, (_, failure) -> {
                // From when it was due: a stall counts for all that it held up.
                micros[n] = (System.nanoTime() - due) / 1000;
                if (failure != null) {
                    failed.set(failure);
                }
            });
        }
        producer.flush();
        if (failed.get() != null) {
            throw new IllegalStateException(failed.get());
        }
        return micros;
    }
}
