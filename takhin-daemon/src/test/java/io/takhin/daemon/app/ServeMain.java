package io.takhin.daemon.app;

import io.takhin.common.error.TakhinException;
import java.util.HashMap;

/** What the command line does around {@link Serve}: flags in pairs, the error's exit code, a halt. */
public final class ServeMain {

    private ServeMain() {}

    public static void main(String[] args) {
        var flags = new HashMap<String, String>();
        for (int i = 0; i < args.length; i += 2) {
            flags.put(args[i], args[i + 1]);
        }
        int code;
        try {
            code = Serve.run(new ServeOptions(null, true, flags, System.getenv(), true), System.out, System.err);
        } catch (TakhinException e) {
            System.err.println("error: " + e.error().message());
            code = e.error().code().exitCode();
        }
        Runtime.getRuntime().halt(code);
    }
}
