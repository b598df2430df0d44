package io.takhin.cli.context;

import io.takhin.cli.output.Block;
import io.takhin.cli.output.View;
import io.takhin.common.admin.topic.Change;
import io.takhin.common.json.Doc;
import io.takhin.common.json.RecordShape;
import java.util.List;

/**
 * What became of a context.
 *
 * @param change what was done
 * @param context the context, as it is now or was before it was removed
 */
@Doc("What became of a context.")
public record ContextChange(
        @Doc("What was done.") Change change,

        @Doc("The context, as it is now or was before it was removed.")
        ContextInfo context) {

    static final View<ContextChange> VIEW = View.of(
            changed -> List.of(changed.context().name()), (changed, wide) -> List.of(new Block.Line(line(changed))));

    private static String line(ContextChange changed) {
        var context = changed.context();
        var text = RecordShape.enumName(changed.change()) + ": context " + context.name() + " ("
                + String.join(",", context.bootstrap()) + (context.isProtected() ? ", protected" : "") + ")";
        return context.inUse() ? text + ", now in use" : text;
    }
}
