package io.takhin.daemon.adapter.ratis.group;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;

/** Ratis's gRPC with {@link PeerRequests} before the server. Ratis makes one by the name of the class. */
public final class RaftRpc implements RpcType {

    /** For Ratis. */
    public RaftRpc() {}

    @Override
    public String name() {
        return RaftRpc.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return new Factory(parameters);
    }

    private static final class Factory extends GrpcFactory {

        Factory(Parameters parameters) {
            super(parameters);
        }

        @Override
        public GrpcServices newRaftServerRpc(RaftServer server) {
            return super.newRaftServerRpc(PeerRequests.before(server));
        }
    }
}
