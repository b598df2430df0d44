package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.Reply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeClientQuotasRequest;
import org.apache.kafka.common.requests.DescribeClientQuotasResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeClientQuotas: there are none. */
public final class DescribeClientQuotasHandler implements ApiHandler<DescribeClientQuotasRequest> {

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_CLIENT_QUOTAS;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeClientQuotasRequest request) {
        return Reply.now(DescribeClientQuotasResponse.fromQuotaEntities(Map.of(), 0));
    }
}
