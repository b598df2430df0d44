package io.takhin.cli.client;

import io.takhin.cli.command.Globals;
import io.takhin.cli.user.NameCache;
import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.client.AdminClient;
import io.takhin.common.admin.client.ConsumeStream;
import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.client.WatchStream;
import io.takhin.common.admin.stream.ConsumeRequest;
import io.takhin.common.admin.stream.ProduceOpen;
import io.takhin.common.admin.stream.WatchRequest;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;

/** A client that asks {@code --confirm-cluster} before it changes a protected cluster, and remembers names. */
final class GuardedClient implements AdminClient {

    private final AdminClient client;
    private final Globals globals;

    GuardedClient(AdminClient client, Globals globals) {
        this.client = client;
        this.globals = globals;
    }

    @Override
    public <Q extends Record, R extends Record> R call(AdminMethod<Q, R> method, Q request, Duration timeout) {
        if (method.kind() == AdminMethod.Kind.CHANGE) {
            guard(request);
        }
        var reply = client.call(method, request, timeout);
        if (SeenNames.mayHold(method)) {
            NameCache.of(globals.target()).ifPresent(names -> new SeenNames(names).see(method, reply));
        }
        return reply;
    }

    @Override
    public ProduceStream produce(ProduceOpen open, ProduceStream.Listener listener, Duration timeout) {
        guard(open);
        return client.produce(open, listener, timeout);
    }

    @Override
    public ConsumeStream consume(ConsumeRequest request, Duration timeout) {
        return client.consume(request, timeout);
    }

    @Override
    public WatchStream watch(WatchRequest request, Duration timeout) {
        return client.watch(request, timeout);
    }

    @Override
    public void close() {
        client.close();
    }

    private void guard(Record request) {
        var guarded = globals.target().guardedName();
        var confirmed = globals.confirmCluster();
        if (guarded.equals(confirmed) || (guarded.isEmpty() && confirmed.isEmpty()) || isDryRun(request)) {
            return;
        }
        if (guarded.isEmpty()) {
            var resolved = globals.target().resolve();
            throw TakhinException.of(
                    ErrorCode.REFUSED,
                    "--confirm-cluster " + confirmed.orElseThrow() + ": the cluster in use is " + resolved.bootstrap()
                            + " (" + resolved.bootstrapOrigin() + "), and it is not protected");
        }
        var problem =
                confirmed.map(name -> ", and --confirm-cluster names " + name).orElse("");
        throw new TakhinException(
                AdminError.of(ErrorCode.REFUSED, "context " + guarded.get() + " is protected" + problem)
                        .withHint("to change it, add --confirm-cluster " + guarded.get()));
    }

    /** By their form: requests that can be rehearsed have this member. */
    private static boolean isDryRun(Record request) {
        return Arrays.stream(request.getClass().getRecordComponents())
                .filter(component -> component.getName().equals("dryRun"))
                .map(component -> value(component, request))
                .anyMatch(Boolean.TRUE::equals);
    }

    private static Object value(RecordComponent component, Record request) {
        try {
            return component.getAccessor().invoke(request);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
