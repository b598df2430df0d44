package io.takhin.cli;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;

/** Stands for the program in the launcher's tests: shows what arrived. */
final class Main {
    private Main() {}

    public static void main(String[] words) throws Exception {
        for (String word : words) {
            System.out.println("word " + HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8)));
        }
        System.out.println("heap " + Runtime.getRuntime().maxMemory() / 1024 / 1024);
        ManagementFactory.getRuntimeMXBean().getInputArguments().forEach(option -> System.out.println("option " + option));
        if (words.length == 2 && words[0].equals("exit")) {
            System.exit(Integer.parseInt(words[1]));
        }
        if (words.length > 0 && words[words.length - 1].equals("wait")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("closed")));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }
}
