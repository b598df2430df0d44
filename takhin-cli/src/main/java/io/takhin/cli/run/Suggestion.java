package io.takhin.cli.run;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a mistyped word was likely meant to be. */
final class Suggestion {

    private static final int EDITS_MAX = 2;

    private Suggestion() {}

    /** The nearest of the names, if it is near: begins the same way, or is at most two edits off. */
    static Optional<String> of(String word, Collection<String> names) {
        var bare = bare(word);
        return names.stream()
                .filter(name -> bare(name).length() > 1)
                .filter(name -> isNear(bare, bare(name)))
                .min(Comparator.comparingInt((String name) -> edits(bare, bare(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(String word, String name) {
        int edits = edits(word, name);
        return (word.length() > 1 && name.startsWith(word)) || (edits <= EDITS_MAX && edits < name.length() - 1);
    }

    private static String bare(String name) {
        return name.replaceFirst("^-+", "");
    }

    /** Levenshtein's distance, one row at a time. */
    private static int edits(String from, String to) {
        var row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
