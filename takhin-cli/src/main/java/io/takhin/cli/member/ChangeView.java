package io.takhin.cli.member;

import io.takhin.cli.output.Block;
import io.takhin.cli.output.Table;
import io.takhin.cli.output.View;
import io.takhin.common.admin.member.MembershipReply;
import io.takhin.common.admin.member.MembershipReply.Electorate;
import java.util.ArrayList;
import java.util.List;

/** How a change of members is shown. */
final class ChangeView {

    static final View<MembershipReply> VIEW = View.of(reply -> reply.after().voters(), ChangeView::layout);

    private record Row(String name, String before, String after) {}

    private static final Table<Row> TABLE =
            new Table<Row>().left("", Row::name).left("BEFORE", Row::before).left("AFTER", Row::after);

    private ChangeView() {}

    private static List<Block> layout(MembershipReply reply, boolean wide) {
        var blocks = new ArrayList<Block>();
        if (!reply.changed()) {
            blocks.add(new Block.Line("unchanged: all is as asked"));
        }
        for (var step : reply.steps()) {
            blocks.add(new Block.Line((reply.dryRun() ? "would " : "done: ") + step));
        }
        blocks.add(TABLE.grid(rows(reply.before(), reply.after()), wide));
        return blocks;
    }

    private static List<Row> rows(Electorate before, Electorate after) {
        return List.of(
                new Row("voters", ids(before.voters()), ids(after.voters())),
                new Row("listeners", ids(before.listeners()), ids(after.listeners())),
                row("live", before.live(), after.live()),
                row("quorum", before.quorum(), after.quorum()),
                row("tolerance", before.tolerance(), after.tolerance()));
    }

    private static Row row(String name, int before, int after) {
        return new Row(name, String.valueOf(before), String.valueOf(after));
    }

    private static String ids(List<String> ids) {
        return ids.isEmpty() ? "-" : String.join(",", ids);
    }
}
