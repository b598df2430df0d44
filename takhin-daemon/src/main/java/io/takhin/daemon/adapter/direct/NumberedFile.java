package io.takhin.daemon.adapter.direct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file named by 20 digits and a suffix.
 *
 * @param path the file
 * @param number its number
 */
record NumberedFile(Path path, long number) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{20}");

    /** Those in a folder, in no order; other files are passed over. */
    static List<NumberedFile> list(Path folder, String suffix) throws IOException {
        var found = new ArrayList<NumberedFile>();
        try (var files = Files.newDirectoryStream(folder, "*" + suffix)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                var digits = name.substring(0, name.length() - suffix.length());
                if (DIGITS.matcher(digits).matches()) {
                    found.add(new NumberedFile(file, Long.parseLong(digits)));
                }
            }
        }
        return found;
    }
}
