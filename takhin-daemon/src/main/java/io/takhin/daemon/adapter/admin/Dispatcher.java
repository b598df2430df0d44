package io.takhin.daemon.adapter.admin;

import io.takhin.common.admin.AdminMethod;
import io.takhin.common.admin.AdminMethods;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.Applied;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import io.takhin.common.json.RecordJson;
import io.takhin.daemon.adapter.admin.http.HttpExchange;
import io.takhin.daemon.adapter.admin.http.HttpHandler;
import io.takhin.daemon.adapter.admin.stream.Streams;
import io.takhin.daemon.port.Backend;
import io.takhin.daemon.port.group.GroupAdmin;
import io.takhin.daemon.port.log.TopicConfigRules;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a request to its handler, and what the handler says, or throws, back as JSON. */
final class Dispatcher implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String JSON = "application/json";
    private static final String INDEX_PATH = "/v1";

    private final BrowserGuard guard;
    private final SelfReports reports;
    private final Routes routes;
    private final Streams streams;

    Dispatcher(
            AdminOptions options,
            ClusterStates states,
            Backend backend,
            GroupAdmin groups,
            TopicConfigRules rules,
            SelfReports reports) {
        this.guard = new BrowserGuard(options.hosts());
        this.reports = reports;
        this.routes = new Routes(states, backend, groups, rules, reports);
        this.streams = new Streams(options, states, backend, rules);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            guard.check(exchange);
            answer(exchange);
        } catch (TakhinException e) {
            if (exchange.responded()) {
                throw new IOException("failed within a response: " + e.getMessage(), e);
            }
            respond(exchange, e.error().code().httpStatus(), e.error());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("path", exchange.path()).log("request failed");
            if (exchange.responded()) {
                throw new IOException("failed within a response", e);
            }
            var error = new AdminError(
                    ErrorCode.INTERNAL,
                    "a fault of takhin's own: " + e,
                    false,
                    Applied.UNKNOWN,
                    "look at the daemon's log");
            respond(exchange, error.code().httpStatus(), error);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.path();
        var route = routes.at(path);
        if (route.isPresent()) {
            unary(exchange, route.get());
        } else if (streams.serves(path)) {
            requireMethod(exchange, false);
            streams.serve(exchange);
        } else if (path.equals(SelfReports.PROMETHEUS_PATH)) {
            requireMethod(exchange, true);
            reports.prometheus(exchange);
        } else if (path.equals(INDEX_PATH) || path.equals(AdminMethods.PATH_PREFIX)) {
            requireMethod(exchange, true);
            respond(exchange, 200, MethodIndex.CURRENT);
        } else {
            throw new TakhinException(AdminError.of(ErrorCode.NOT_FOUND, "there is no " + path)
                    .withHint("see what there is with: GET " + INDEX_PATH));
        }
    }

    private <Q extends Record, R extends Record> void unary(HttpExchange exchange, Routes.Route<Q, R> route)
            throws IOException {
        requireMethod(exchange, route.method().kind() == AdminMethod.Kind.READ);
        var call = Requests.call(exchange);
        var request = Requests.json(exchange, route.method().request());
        var reply = route.handler().handle(request, call);
        respond(exchange, 200, reply);
    }

    private static void requireMethod(HttpExchange exchange, boolean get) {
        if (!exchange.method().equals("POST") && !(get && exchange.method().equals("GET"))) {
            throw TakhinException.of(
                    ErrorCode.USAGE,
                    exchange.path() + " takes " + (get ? "GET or POST" : "POST") + ", not " + exchange.method());
        }
    }

    @Override
    public void refuse(HttpExchange exchange, int status, String problem) throws IOException {
        respond(exchange, status, AdminError.of(ErrorCode.USAGE, problem));
    }

    private static void respond(HttpExchange exchange, int status, Record body) throws IOException {
        exchange.respond(status, JSON, RecordJson.toBytes(body));
    }
}
