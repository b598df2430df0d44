package io.takhin.cli.console;

import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks a person. Without a terminal nobody is asked, and the answer is no. */
public final class Prompt {

    private static final int ANSWER_BYTES_MAX = 1024;

    private final Console console;

    /** Asks on this console. */
    public Prompt(Console console) {
        this.console = console;
    }

    /**
     * Asks a question whose default is No.
     *
     * @throws TakhinException with REFUSED unless the answer is y or yes
     * @throws InterruptedException if the process is told to end meanwhile
     */
    public void confirm(String question) throws InterruptedException {
        if (!console.canAsk()) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.REFUSED, "not confirmed: " + question + " Nobody can be asked here")
                            .withHint("add --yes to confirm"));
        }
        console.err().print(question + " [y/N] ");
        console.err().flush();
        var answer = answer().strip();
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw TakhinException.of(ErrorCode.REFUSED, "not confirmed, nothing was changed");
        }
    }

    /**
     * Asks for a word.
     *
     * @param instead what gives the word where nobody can be asked
     * @throws TakhinException with REFUSED unless the answer is that word
     * @throws InterruptedException if the process is told to end meanwhile
     */
    public void confirmTyped(String question, String word, String instead) throws InterruptedException {
        if (!console.canAsk()) {
            throw new TakhinException(AdminError.of(ErrorCode.REFUSED, "not confirmed, and nobody can be asked here")
                    .withHint("add " + instead + " to confirm"));
        }
        console.err().print(question + " ");
        console.err().flush();
        if (!answer().strip().equals(word)) {
            throw TakhinException.of(ErrorCode.REFUSED, "not confirmed, nothing was changed");
        }
    }

    /** Reads a line on a thread of its own, as a read of a terminal can't be interrupted. */
    private String answer() throws InterruptedException {
        var answer = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("takhin-prompt").start(() -> {
            try {
                answer.complete(line(console.in()));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new TakhinException(
                    AdminError.of(ErrorCode.REFUSED, "not confirmed: the answer can't be read"), e.getCause());
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.size() < ANSWER_BYTES_MAX) {
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
