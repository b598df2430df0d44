package io.takhin.cli;

/** The program's entry point. */
public final class Main {
    private Main() {}

    /** Runs the command that the words name and exits with its code. */
    public static void main(String[] words) {
        if (words.length == 1 && words[0].equals("version")) {
            System.out.println(Main.class.getPackage().getImplementationVersion());
            return;
        }
        System.err.println("usage: takhin version");
        System.exit(2);
    }
}
