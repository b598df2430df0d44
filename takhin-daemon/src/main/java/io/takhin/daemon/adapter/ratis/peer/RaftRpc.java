package io.takhin.daemon.adapter.ratis.peer;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** Our protocol between peers, for Ratis, which makes one by the name of the class. */
public final class RaftRpc implements RpcType {

    private static final String HOST = "takhin.raft.host";
    private static final String PORT = "takhin.raft.port";

    /** For Ratis. */
    public RaftRpc() {}

    /** Has a server listen at an address. */
    public static void setListen(RaftProperties properties, String host, int port) {
        properties.set(HOST, host);
        properties.setInt(PORT, port);
    }

    private static InetSocketAddress listen(RaftProperties properties) {
        return new InetSocketAddress(
                Objects.requireNonNull(properties.get(HOST), HOST),
                Objects.requireNonNull(properties.getInt(PORT, null), PORT));
    }

    @Override
    public String name() {
        return RaftRpc.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return new Factory(this);
    }

    private record Factory(RpcType type) implements ServerFactory {

        @Override
        public RpcType getRpcType() {
            return type;
        }

        @Override
        public RaftServerRpc newRaftServerRpc(RaftServer server) {
            return new PeerServer(type, server, listen(server.getProperties()));
        }

        @Override
        public LogAppender newLogAppender(RaftServer.Division division, LeaderState leader, FollowerInfo follower) {
            return new PeerAppender(division, leader, follower);
        }
    }
}
