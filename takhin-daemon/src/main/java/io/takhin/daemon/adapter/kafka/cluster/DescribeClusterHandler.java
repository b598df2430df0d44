package io.takhin.daemon.adapter.kafka.cluster;

import io.takhin.daemon.adapter.kafka.api.ApiHandler;
import io.takhin.daemon.adapter.kafka.api.AuthorizedOperations;
import io.takhin.daemon.adapter.kafka.api.Brokers;
import io.takhin.daemon.adapter.kafka.api.Reply;
import io.takhin.daemon.port.Backend;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBrokerCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeClusterRequest;
import org.apache.kafka.common.requests.DescribeClusterResponse;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.RequestContext;

/** DescribeCluster: the cluster's id, who leads its metadata, and its nodes. */
public final class DescribeClusterHandler implements ApiHandler<DescribeClusterRequest> {

    private static final byte BROKERS = 1;

    private final Backend backend;

    /** Takes the backend. */
    public DescribeClusterHandler(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.DESCRIBE_CLUSTER;
    }

    @Override
    public CompletableFuture<Reply> handle(RequestContext context, DescribeClusterRequest request) {
        if (request.data().endpointType() != BROKERS) {
            return Reply.now(new DescribeClusterResponse(new DescribeClusterResponseData()
                    .setErrorCode(Errors.MISMATCHED_ENDPOINT_TYPE.code())
                    .setErrorMessage("this address serves brokers: there are no controllers apart from them")));
        }
        var cluster = backend.cluster();
        var brokers = new DescribeClusterBrokerCollection();
        for (var node : Brokers.of(cluster)) {
            brokers.add(new DescribeClusterBroker()
                    .setBrokerId(node.id())
                    .setHost(node.host())
                    .setPort(node.port()));
        }
        return Reply.now(new DescribeClusterResponse(new DescribeClusterResponseData()
                .setClusterId(cluster.clusterId())
                .setControllerId(cluster.controllerId().orElse(MetadataResponse.NO_CONTROLLER_ID))
                .setEndpointType(BROKERS)
                .setBrokers(brokers)
                .setClusterAuthorizedOperations(
                        request.data().includeClusterAuthorizedOperations()
                                ? AuthorizedOperations.CLUSTER
                                : MetadataResponse.AUTHORIZED_OPERATIONS_OMITTED)));
    }
}
