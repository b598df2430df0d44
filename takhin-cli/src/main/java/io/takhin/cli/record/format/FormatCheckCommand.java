package io.takhin.cli.record.format;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Command;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.Invocation;
import io.takhin.cli.command.Values;
import io.takhin.cli.output.Block;
import io.takhin.cli.output.Block.Field;
import io.takhin.cli.output.View;
import io.takhin.common.error.AdminError;
import io.takhin.common.error.ErrorCode;
import io.takhin.common.error.TakhinException;
import java.io.IOException;
import java.util.List;

/** {@code format check}. */
public final class FormatCheckCommand implements Command {

    private static final Argument<String> FORMAT =
            Argument.one("FORMAT", "the format", Completes.NOTHING, Values::text);

    private static final View<FormatCheck> VIEW = View.of(
            check -> List.of(check.format()),
            (check, wide) -> List.of(new Block.Fields(List.of(
                    new Field("Format", check.format()),
                    new Field("consume", "can use it"),
                    new Field(
                            "produce", check.problem() == null ? "can use it" : "can't use it: " + check.problem())))));

    @Override
    public Description description() {
        return Description.of("format check", "check a record format, without a server")
                .details("A format says what one record looks like, for produce and consume. Fields: %v value, %k"
                        + " key, %t topic, %h headers, %p partition, %o offset, %d time in ms since the epoch. Their"
                        + " lengths in bytes: %V, %K, %T; -1 stands for null. %H is the number of headers. %% is the"
                        + " character itself; \\n, \\t, \\r, \\0, \\\\ and \\xNN are escapes. Anything else stands"
                        + " for itself.")
                .details("Bytes may be {hex}, {base64} or {json}, as %v{hex}; {json} writes a JSON string, and reads"
                        + " any JSON value. Numbers are decimal, or {big8} to {big64}, {little8} to {little64},"
                        + " {hex8} to {hex64}, as %V{big32}. %h alone is NAME=VALUE with commas between;"
                        + " %h{%k: %v\\n} says what each header looks like, where %k is its name.")
                .details("For produce, a field needs an end: something that stands behind it, or its length before it."
                        + " If the format ends with something fixed, as \\n, a record never reaches beyond that. The"
                        + " word jsonl is no format but lossless for every record: a line of JSON each.")
                .arguments(FORMAT)
                .example("takhin format check '%k\\t%v\\n'", "a key, a tab, a value, per line")
                .example("takhin format check '%K{big32}%k%V{big32}%v'", "binary, each with its length before it")
                .output(FormatCheck.class)
                .build();
    }

    @Override
    public void run(Invocation invocation) throws IOException {
        var text = invocation.get(FORMAT);
        try {
            var problem = Format.parse(text).problemForReading();
            invocation.print(VIEW, new FormatCheck(text, true, problem.isEmpty(), problem.orElse(null)));
        } catch (IllegalArgumentException e) {
            throw new TakhinException(AdminError.of(ErrorCode.USAGE, String.valueOf(e.getMessage())), e);
        }
    }
}
