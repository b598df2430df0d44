package io.takhin.daemon.app;

import io.takhin.common.config.ConfigLoader;
import io.takhin.common.config.ConfigSources;
import io.takhin.common.config.Configuration;
import io.takhin.common.error.ErrorCode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the daemon in this process, as {@code takhin serve} does. */
public final class Serve {

    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    private Serve() {}

    /**
     * Runs until a signal ends the process or a fault stops the daemon. It prints one line with the addresses to
     * {@code out} once the daemon serves, and its log to {@code err}.
     *
     * <p>SIGTERM and SIGINT close the daemon in order, in bounded time, from a shutdown hook; the process then ends
     * with 143 or 130 by itself, and this method does not return. After a fault it returns without closing: what is in
     * memory is not to be written any more, and the caller ends the process.
     *
     * @return the process's exit code after a fault, never 0
     * @throws io.takhin.common.error.TakhinException if the daemon can't start: USAGE for a configuration that makes no
     *     sense, CONFLICT when another process holds the data folder or the address, STORAGE for a folder that can't be
     *     used
     */
    public static int run(ServeOptions options, PrintStream out, PrintStream err) {
        var preparation = Preparation.begin();
        var loaded = ConfigLoader.load(
                new ConfigSources(options.config(), options.dev(), options.flags(), options.environment()));
        var configuration = loaded.configuration();
        var log = DaemonLog.configure(configuration.logging(), isTerminal(), err);
        var daemon = Daemon.start(configuration, version(), log);
        LOG.atDebug().log("the admin listener answers");
        var hook = new Thread(daemon::close, "takhin-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean opened = false;
        try {
            warnOfStrangers(configuration);
            preparation.await();
            daemon.open();
            opened = true;
        } finally {
            if (!opened) {
                withdraw(hook);
                daemon.close();
            }
        }
        var ready = new ReadyLine(
                "1",
                version(),
                Integer.toString(configuration.node().id()),
                daemon.cluster().clusterId(),
                daemon.kafkaAddress().toString(),
                daemon.adminAddress().toString(),
                configuration.node().dataDir().toString());
        LOG.atInfo()
                .addKeyValue("kafka", ready.kafka())
                .addKeyValue("admin", ready.admin())
                .log("ready");
        out.println(ready.text(options.json()));
        out.flush();
        return awaitFault(daemon, hook);
    }

    private static int awaitFault(Daemon daemon, Thread hook) {
        try {
            daemon.awaitFatal();
            withdraw(hook);
        } catch (InterruptedException e) {
            withdraw(hook);
            // First: an interrupted thread can't close logs, Java would close their files under it.
            daemon.close();
            Thread.currentThread().interrupt();
        }
        return ErrorCode.INTERNAL.exitCode();
    }

    private static void withdraw(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.atDebug().setCause(e).log("the process is ending already");
        }
    }

    private static void warnOfStrangers(Configuration configuration) {
        var host = configuration.admin().listen().host();
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                LOG.atWarn()
                        .addKeyValue("host", host)
                        .log("the admin listener asks for no login and is reached from other machines");
            }
        } catch (UnknownHostException e) {
            LOG.atDebug().setCause(e).log("unknown host");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25's own console is null off a terminal again.
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private static String version() {
        try (var in = Objects.requireNonNull(Serve.class.getResourceAsStream("version.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
