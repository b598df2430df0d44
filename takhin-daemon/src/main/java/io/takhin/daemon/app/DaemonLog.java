package io.takhin.daemon.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.takhin.common.config.LoggingConfig;
import io.takhin.common.config.LoggingConfig.Format;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets the daemon's log up, without a file: what it looks like is part of the daemon's configuration. */
final class DaemonLog {

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%replace( %kvp){'^ $',''} [%thread]%n%ex";

    private DaemonLog() {}

    /**
     * Logs to a stream from now on; {@code terminal} tells what {@code auto} means.
     *
     * @return what keeps the last lines in memory
     */
    static RecentLog configure(LoggingConfig config, boolean terminal, PrintStream out) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        boolean json = config.format() == Format.JSON || (config.format() == Format.AUTO && !terminal);
        var encoder = json ? json(context) : text(context);
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var level = Level.valueOf(config.level().name());
        // The libraries' lifecycle is not the operator's.
        root.setLevel(level.isGreaterOrEqual(Level.INFO) && !level.isGreaterOrEqual(Level.WARN) ? Level.WARN : level);
        context.getLogger("io.takhin").setLevel(level);
        root.addAppender(appender);
        // Netty and gRPC inside Ratis log by java.util.logging, which would print lines of its own.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var recent = new RecentLog(encoder);
        recent.setContext(context);
        recent.setName("recent");
        recent.start();
        root.addAppender(recent);
        return recent;
    }

    /** Logs errors alone, to a stream: for a command that opens a folder without being a daemon. */
    static void errorsOnly(PrintStream out) {
        configure(new LoggingConfig(Format.TEXT, LoggingConfig.Level.ERROR), true, out);
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        var encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }
}
