package io.takhin.daemon.adapter.kafka.net;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.common.network.InvalidReceiveException;
import org.apache.kafka.common.utils.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of Kafka's selector, which closes a connection by itself when a frame's length is wrong and then writes a
 * stack as if that were a fault. Anyone can send such a frame, so it is told in one line.
 */
final class SelectorLog extends LogContext {

    private static final Logger LOG = LoggerFactory.getLogger(SelectorLog.class);

    SelectorLog(int processor) {
        super("[kafka " + processor + "] ");
    }

    @Override
    public Logger logger(Class<?> owner) {
        var all = super.logger(owner);
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (_, method, arguments) -> {
                    if (arguments != null
                            && arguments[arguments.length - 1] instanceof InvalidReceiveException malformed) {
                        LOG.atWarn()
                                .addKeyValue("connection", arguments[1])
                                .addKeyValue("reason", malformed.getMessage())
                                .log("malformed Kafka frame, closing its connection");
                        return null;
                    }
                    try {
                        return method.invoke(all, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
