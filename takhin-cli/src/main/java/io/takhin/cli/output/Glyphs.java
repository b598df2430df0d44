package io.takhin.cli.output;

import java.util.Locale;
import java.util.Map;

/**
 * What is drawn with: blocks where the terminal's character set has them, letters and signs elsewhere.
 *
 * @param levels from empty to full, for columns
 * @param eighths from nothing to a whole cell, for bars
 * @param rule for lines across
 * @param down before what falls, in headings
 * @param up before what rises
 * @param mark before what is pointed at
 */
public record Glyphs(String levels, String eighths, String rule, String down, String up, String mark) {

    /** For terminals that know Unicode. */
    public static final Glyphs UNICODE = new Glyphs("▁▂▃▄▅▆▇█", " ▏▎▍▌▋▊▉█", "─", "▾", "▴", "◂");

    /** For all others. */
    public static final Glyphs ASCII = new Glyphs("_.:-=+*#", "        #", "-", "v", "^", "<");

    /** Those of the locale that the environment names, as the C library reads it. */
    public static Glyphs of(Map<String, String> env) {
        for (var name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            var locale = env.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                var lower = locale.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8") ? UNICODE : ASCII;
            }
        }
        return ASCII;
    }

    /** The last values as columns, the newest to the right, as high as they are beside the highest of them. */
    public String spark(double[] values, int width) {
        int count = Math.min(width, values.length);
        double most = 0;
        for (int i = values.length - count; i < values.length; i++) {
            most = Math.max(most, values[i]);
        }
        var text = new StringBuilder(" ".repeat(width - count));
        for (int i = values.length - count; i < values.length; i++) {
            int level = most <= 0 ? 0 : (int) Math.ceil(values[i] / most * (levels.length() - 1));
            text.append(levels.charAt(Math.clamp(level, 0, levels.length() - 1)));
        }
        return text.toString();
    }

    /** A bar of a share (0 to 1) of a width; never nothing for what is more than nothing. */
    public String bar(double share, int width) {
        int parts = eighths.length() - 1;
        long filled = Math.round(Math.clamp(share, 0, 1) * width * parts);
        if (filled == 0 && share > 0) {
            filled = 1;
        }
        var full = eighths.substring(parts).repeat((int) (filled / parts));
        int rest = (int) (filled % parts);
        return rest == 0 ? full : (full + eighths.charAt(rest)).stripTrailing();
    }
}
