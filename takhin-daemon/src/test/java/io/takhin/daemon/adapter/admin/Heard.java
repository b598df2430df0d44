package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.client.ProduceStream;
import io.takhin.common.admin.stream.ProduceMessage;
import io.takhin.common.error.AdminError;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a produce stream told. */
final class Heard implements ProduceStream.Listener {

    /** A frame that failed. */
    record Failure(long ticket, AdminError error) {}

    final BlockingQueue<ProduceMessage.Acked> acked = new LinkedBlockingQueue<>();
    final BlockingQueue<Failure> failed = new LinkedBlockingQueue<>();
    final BlockingQueue<AdminError> lost = new LinkedBlockingQueue<>();

    @Override
    public void acked(ProduceMessage.Acked ack) {
        acked.add(ack);
    }

    @Override
    public void failed(long ticket, AdminError error) {
        failed.add(new Failure(ticket, error));
    }

    @Override
    public void lost(AdminError error) {
        lost.add(error);
    }
}
