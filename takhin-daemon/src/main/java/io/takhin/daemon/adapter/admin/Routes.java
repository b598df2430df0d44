package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.daemon.adapter.admin.group.GroupDeleteHandler;
import io.takhin.daemon.adapter.admin.group.GroupDescribeHandler;
import io.takhin.daemon.adapter.admin.group.GroupLagHandler;
import io.takhin.daemon.adapter.admin.group.GroupListHandler;
import io.takhin.daemon.adapter.admin.group.GroupSeekHandler;
import io.takhin.daemon.adapter.admin.unary.TopicAddPartitionsHandler;
import io.takhin.daemon.adapter.admin.unary.TopicAlterHandler;
import io.takhin.daemon.adapter.admin.unary.TopicCreateHandler;
import io.takhin.daemon.adapter.admin.unary.TopicDeleteHandler;
import io.takhin.daemon.adapter.admin.unary.TopicDescribeHandler;
import io.takhin.daemon.adapter.admin.unary.TopicListHandler;
import io.takhin.daemon.adapter.admin.unary.TopicTrimHandler;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which handler answers which method. */
final class Routes {

    private final Map<String, Route<?, ?>> byPath = new HashMap<>();

    Routes(ClusterStates states, Backend backend, GroupAdmin groups, TopicConfigRules rules, SelfReports reports) {
        add(AdminMethods.CLUSTER_INFO, (request, call) -> states.info());
        add(AdminMethods.HEALTH, (request, call) -> states.health());
        add(AdminMethods.METRICS, (request, call) -> reports.metrics(request));
        add(AdminMethods.DEBUG_DUMP, (request, call) -> reports.dump());
        add(AdminMethods.TOPIC_LIST, new TopicListHandler(backend));
        add(AdminMethods.TOPIC_DESCRIBE, new TopicDescribeHandler(backend, rules));
        add(AdminMethods.TOPIC_CREATE, new TopicCreateHandler(backend, rules));
        add(AdminMethods.TOPIC_ALTER, new TopicAlterHandler(backend));
        add(AdminMethods.TOPIC_ADD_PARTITIONS, new TopicAddPartitionsHandler(backend));
        add(AdminMethods.TOPIC_TRIM, new TopicTrimHandler(backend));
        add(AdminMethods.TOPIC_DELETE, new TopicDeleteHandler(backend));
        add(AdminMethods.GROUP_LIST, new GroupListHandler(backend, groups));
        add(AdminMethods.GROUP_DESCRIBE, new GroupDescribeHandler(backend, groups));
        add(AdminMethods.GROUP_LAG, new GroupLagHandler(backend, groups));
        add(AdminMethods.GROUP_SEEK, new GroupSeekHandler(backend, groups));
        add(AdminMethods.GROUP_DELETE, new GroupDeleteHandler(backend, groups));
        add(AdminMethods.LEADER_SHOW, (request, call) -> backend.admin().leaders());
        add(AdminMethods.LEADER_TRANSFER, (request, call) -> backend.admin().transfer(request, call.left()));
        add(AdminMethods.MEMBERS_LIST, (request, call) -> backend.admin().members());
        add(AdminMethods.MEMBERS_ADD, (request, call) -> backend.admin().add(request, call.left()));
        add(AdminMethods.MEMBERS_PROMOTE, (request, call) -> backend.admin().promote(request, call.left()));
        add(AdminMethods.MEMBERS_REMOVE, (request, call) -> backend.admin().remove(request, call.left()));
        add(AdminMethods.MEMBERS_SET_VOTERS, (request, call) -> backend.admin().setVoters(request, call.left()));
        add(AdminMethods.SERVER_DRAIN, (request, call) -> backend.admin().drain(request, call.left()));
        add(AdminMethods.CLUSTER_VERIFY, (request, call) -> backend.admin().verify(call.left()));
        add(AdminMethods.SNAPSHOT_CREATE, (request, call) -> backend.admin().checkpoint(request, call.left()));
        for (var method : AdminMethods.all()) {
            if (!byPath.containsKey(method.path())) {
                throw new IllegalStateException("no handler for " + method.name());
            }
        }
    }

    private <Q extends Record, R extends Record> void add(AdminMethod<Q, R> method, UnaryHandler<Q, R> handler) {
        byPath.put(method.path(), new Route<>(method, handler));
    }

    Optional<Route<?, ?>> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** A method and its handler. */
    record Route<Q extends Record, R extends Record>(AdminMethod<Q, R> method, UnaryHandler<Q, R> handler) {}
}
