package io.takhin.common.admin.debug;

import java.util.regex.Pattern;

/** Takes secrets out of texts that leave the house. */
public final class Redaction {

    /** What stands in a secret's place. */
    public static final String REDACTED = "(redacted)";

    private static final String WORD =
            "[\\w.\"-]*(?:password|passwd|passphrase|secret|token|credential|jaas|private[._-]?key|api[._-]?key)[\\w.\"-]*";

    /** A name that says so, then its value: in quotes, or up to the end of the word. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(" + WORD + "\\s*[:=]\\s*)(\"(?:\\\\.|[^\"\\\\])*\"|'[^']*'|[^\\s,;}\\]]+)");

    /** Whatever a URL has before its @. */
    private static final Pattern USER_INFO = Pattern.compile("(\\w+://)[^/@\\s]+@");

    private Redaction() {}

    /** The text with the values of everything that is named like a secret replaced. */
    public static String of(String text) {
        var named = SECRET.matcher(text).replaceAll("$1" + REDACTED);
        return USER_INFO.matcher(named).replaceAll("$1" + REDACTED + "@");
    }
}
