package io.takhin.daemon.adapter.kafka.config;

import io.takhin.daemon.port.ConfigChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;

/** Operations on configs, worked out against the values they have now, or refused. */
sealed interface IncrementalChange {

    /** They come to this. */
    record Good(ConfigChange change) implements IncrementalChange {}

    /** They make no sense. */
    record Bad(ApiError error) implements IncrementalChange {}

    static IncrementalChange of(Collection<AlterableConfig> operations, List<DescribedConfig> now) {
        var known = now.stream().collect(Collectors.toMap(DescribedConfig::name, Function.identity()));
        Map<String, String> set = new HashMap<>();
        List<String> remove = new ArrayList<>();
        var seen = new HashSet<String>();
        for (var operation : operations) {
            var name = operation.name();
            var type = AlterConfigOp.OpType.forId(operation.configOperation());
            if (!seen.add(name)) {
                return bad(Errors.INVALID_REQUEST, "config " + name + " is changed twice");
            }
            if (type == null) {
                return bad(Errors.INVALID_REQUEST, "there is no operation " + operation.configOperation());
            }
            if (type != AlterConfigOp.OpType.DELETE && operation.value() == null) {
                return bad(Errors.INVALID_CONFIG, "config " + name + " has no value");
            }
            switch (type) {
                case SET -> set.put(name, operation.value());
                case DELETE -> remove.add(name);
                case APPEND, SUBTRACT -> {
                    var config = known.get(name);
                    if (config == null || config.type() != ConfigType.LIST) {
                        return bad(Errors.INVALID_CONFIG, "config " + name + " is no list");
                    }
                    set.put(name, list(config.value(), operation.value(), type == AlterConfigOp.OpType.APPEND));
                }
            }
        }
        return new Good(new ConfigChange(set, remove));
    }

    private static String list(String now, String change, boolean append) {
        var elements = new ArrayList<>(elements(now));
        for (var element : elements(change)) {
            elements.remove(element);
            if (append) {
                elements.add(element);
            }
        }
        return String.join(",", elements);
    }

    private static List<String> elements(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static IncrementalChange bad(Errors error, String message) {
        return new Bad(new ApiError(error, message));
    }
}
