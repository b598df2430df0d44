package io.takhin.cli.member;

import io.takhin.common.json.Doc;
import java.util.List;

/**
 * Who was pruned.
 *
 * @param dryRun whether it was shown only
 * @param dead who was removed, or would be
 * @param kept who is dead and stays
 */
@Doc("Who was pruned.")
public record PruneResult(
        @Doc("Whether it was judged only.") boolean dryRun,

        @Doc("The ids of those who were removed, or would be.")
        List<String> dead,

        @Doc("The ids of those who are dead and stay, as too few voters would be left.")
        List<String> kept) {}
