package io.takhin.cli.reference;

import static io.takhin.cli.reference.Roff.bold;
import static io.takhin.cli.reference.Roff.italic;

import io.takhin.common.config.ConfigKey;
import io.takhin.common.config.ConfigSources;
import io.takhin.common.config.Configuration;
import io.takhin.common.json.RecordShape;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** takhin.yaml(5). */
final class ConfigPage {

    private ConfigPage() {}

    static String text() {
        var roff = new Roff("TAKHIN.YAML", 5);
        roff.name("takhin.yaml", "configuration of the takhin daemon");
        roff.section("SYNOPSIS").line(bold("takhin serve --config") + " " + italic("FILE"));
        roff.section("DESCRIPTION")
                .paragraph("A YAML file of sections and keys. Nothing in it is needed: what is set nowhere has its"
                        + " default, and a few defaults are others with --dev. An environment variable wins over the"
                        + " file, and a flag of \"takhin serve\" over both.")
                .paragraph("All problems are told at once, and a key that does not exist is one. \"takhin config"
                        + " validate FILE\" looks for them without a daemon, \"takhin config explain --config FILE\""
                        + " prints each value with where it comes from, and \"takhin config schema\" prints a JSON"
                        + " Schema for editors.")
                .paragraph("Times are whole numbers with ms, s, m, h or d; sizes with B, KiB, MiB, GiB or TiB. A list"
                        + " in a variable has commas between.");
        for (var section : Configuration.class.getRecordComponents()) {
            section(roff, section);
        }
        roff.section("EXAMPLES").example("""
            node:
              id: 1
              dataDir: /var/lib/takhin
            kafka:
              listen: 0.0.0.0:9092
              advertised: log1.example.com:9092
            storage:
              flush: always\
            """);
        roff.section("FILES").item(italic("/etc/takhin/takhin.yaml"), "The file of the service.");
        roff.section("SEE ALSO").line(bold("takhin-serve") + "(1),\n" + bold("takhin") + "(1)");
        return roff.toString();
    }

    private static void section(Roff roff, RecordComponent section) {
        roff.section(section.getName().toUpperCase(Locale.ROOT));
        roff.paragraph("Section " + section.getName() + ": " + lowerFirst(RecordShape.doc(section)));
        ConfigKey.all().stream()
                .filter(key -> key.section().equals(section.getName()))
                .forEach(key -> {
                    roff.item(bold(key.path()), key.doc());
                    roff.more(facts(key));
                });
    }

    private static String facts(ConfigKey key) {
        var facts = new ArrayList<String>();
        facts.add("Default: " + shown(key.setting().value())
                + (key.setting().dev().isEmpty()
                        ? ""
                        : ", with --dev " + key.setting().dev()));
        if (key.type() instanceof Class<?> type && type.isEnum()) {
            facts.add("one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> RecordShape.enumName((Enum<?>) constant))
                            .collect(Collectors.joining(", ")));
        }
        if (!key.setting().min().isEmpty()) {
            facts.add("at least " + key.setting().min());
        }
        if (!key.setting().max().isEmpty()) {
            facts.add("at most " + key.setting().max());
        }
        if (!key.isMap()) {
            facts.add("variable " + key.variable());
        }
        ConfigSources.FLAGS.entrySet().stream()
                .filter(flag -> flag.getValue().equals(key.path()))
                .map(Map.Entry::getKey)
                .forEach(flag -> facts.add("flag " + flag));
        return String.join("; ", facts) + ".";
    }

    private static String shown(String value) {
        return value.isEmpty() ? "empty" : value;
    }

    private static String lowerFirst(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
