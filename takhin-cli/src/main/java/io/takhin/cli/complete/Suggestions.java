package io.takhin.cli.complete;

import io.takhin.cli.command.Argument;
import io.takhin.cli.command.Catalogue;
import io.takhin.cli.command.Completes;
import io.takhin.cli.command.Description;
import io.takhin.cli.command.GlobalOptions;
import io.takhin.cli.command.Option;
import io.takhin.cli.complete.CompletionTree.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What can stand at a place of a command line: what the scripts of shells do, for the program itself. */
public final class Suggestions {

    /**
     * A word that fits.
     *
     * @param text the whole word
     * @param meaning a phrase, empty where there is none
     * @param complete whether another word can follow
     */
    public record Offer(String text, String meaning, boolean complete) {}

    /** Where names come from that live outside the command line. */
    @FunctionalInterface
    public interface Names {
        /** Names of a kind that begin so. */
        List<String> of(Completes.Kind kind, String begun);
    }

    /** What words say so far. */
    private static final class Place {
        private String path = "";
        private final List<String> given = new ArrayList<>();
        private Optional<Option<?>> pending = Optional.empty();
    }

    private final Catalogue catalogue;
    private final Map<String, Collection<Word>> followers;
    private final Names names;

    /** Offers these commands and names. */
    public Suggestions(Catalogue catalogue, Names names) {
        this.catalogue = catalogue;
        this.followers = new CompletionTree(catalogue).words();
        this.names = names;
    }

    /** What a word that begins so can be behind these words. */
    public List<Offer> of(List<String> before, String begun) {
        var place = new Place();
        before.forEach(word -> step(place, word));
        if (place.pending.isPresent()) {
            return values(place, place.pending.get().completes(), begun, "");
        }
        int equals = begun.indexOf('=');
        if (begun.startsWith("-") && equals > 0) {
            var prefix = begun.substring(0, equals + 1);
            return option(place.path, begun.substring(0, equals))
                    .map(option -> values(place, option.completes(), begun.substring(equals + 1), prefix))
                    .orElse(List.of());
        }
        if (begun.startsWith("-")) {
            return options(place.path)
                    .filter(option -> option.name().startsWith(begun))
                    .map(option -> new Offer(option.name(), option.help(), true))
                    .toList();
        }
        var offers = new ArrayList<Offer>();
        if (place.given.isEmpty()) {
            words(place.path, begun).forEach(offers::add);
        }
        argument(place).ifPresent(argument -> offers.addAll(values(place, argument.completes(), begun, "")));
        return offers;
    }

    /** The index of the first of these words that can't be there; a last word that is still typed may be begun. */
    public OptionalInt firstWrong(List<String> words, boolean lastIsTyped) {
        var place = new Place();
        for (int i = 0; i < words.size(); i++) {
            boolean typed = lastIsTyped && i == words.size() - 1;
            if (!fits(place, words.get(i), typed)) {
                return OptionalInt.of(i);
            }
            step(place, words.get(i));
        }
        return OptionalInt.empty();
    }

    private boolean fits(Place place, String word, boolean typed) {
        if (place.pending.isPresent()) {
            return true;
        }
        if (isOption(word)) {
            var name = name(word);
            return option(place.path, name).isPresent()
                    || (typed
                            && options(place.path)
                                    .anyMatch(option -> option.name().startsWith(name)));
        }
        return (place.given.isEmpty()
                        && words(place.path, typed ? word : "")
                                .anyMatch(offer -> typed || offer.text().equals(word)))
                || argument(place).isPresent();
    }

    private void step(Place place, String word) {
        if (place.pending.isPresent()) {
            place.pending = Optional.empty();
        } else if (isOption(word)) {
            place.pending = word.contains("=")
                    ? Optional.empty()
                    : option(place.path, word).filter(option -> option.shape() != Option.Shape.FLAG);
        } else if (place.given.isEmpty()
                && words(place.path, word).anyMatch(offer -> offer.text().equals(word))) {
            place.path = place.path.isEmpty() ? word : place.path + " " + word;
        } else {
            place.given.add(word);
        }
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-");
    }

    private static String name(String option) {
        return option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
    }

    private Stream<Offer> words(String path, String begun) {
        return followers.getOrDefault(path, List.of()).stream()
                .filter(word -> word.text().startsWith(begun))
                .map(word -> new Offer(word.text(), word.meaning(), true));
    }

    private Stream<Option<?>> options(String path) {
        return Stream.concat(
                catalogue.describe(path).map(Description::options).orElse(List.of()).stream(),
                GlobalOptions.all().stream());
    }

    private Optional<Option<?>> option(String path, String name) {
        return options(path).filter(option -> option.names().contains(name)).findFirst();
    }

    private Optional<Argument<?>> argument(Place place) {
        var arguments =
                catalogue.describe(place.path).map(Description::arguments).orElse(List.of());
        int index = Math.min(place.given.size(), arguments.size() - 1);
        return index < 0 || (place.given.size() > index && arguments.get(index).countMax() == 1)
                ? Optional.empty()
                : Optional.of(arguments.get(index));
    }

    private List<Offer> values(Place place, Completes completes, String begun, String prefix) {
        return switch (completes) {
            case Completes.Words(var words) ->
                words.stream()
                        .filter(word -> word.startsWith(begun))
                        .map(word -> new Offer(prefix + word, "", !word.endsWith("=")))
                        .toList();
            case Completes.Live(var kind)
            when kind == Completes.Kind.COMMAND ->
                words(String.join(" ", place.given), begun).toList();
            case Completes.Live(var kind) ->
                names.of(kind, begun).stream()
                        .map(name -> new Offer(prefix + name, "", !name.endsWith("/")))
                        .toList();
        };
    }
}
