package dev.latchkey.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// `bad-input.txt`, whose first lines say how it is written.
final class Table {
    private final Map<String, Expected> answers = new LinkedHashMap<>();
    private final Map<String, Map<String, Expected>> kinds = new LinkedHashMap<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private List<String> inputs = List.of();

    private Table() {}

    /// @param code the error code, or where a redirect leads; empty if there is nothing of the kind
    record Expected(int status, String code) {
        static Expected parse(String text) {
            var parts = text.split(" +", 2);
            return new Expected(Integer.parseInt(parts[0]), parts.length == 2 ? parts[1] : "");
        }

        boolean refuses() {
            return status >= 400;
        }

        @Override
        public String toString() {
            return code.isEmpty() ? Integer.toString(status) : status + " " + code;
        }
    }

    /// Who sends it.
    enum Caller {
        NOBODY,
        PERSON,
        ADMINISTRATOR,
        APP
    }

    /// What the parameters of a route are sent in.
    enum Carrier {
        NOTHING,
        QUERY,
        FORM,
        JSON
    }

    /// One parameter, with its good value; `{name}` for one of the path, `@Name` for a header.
    record Parameter(String name, String good, Map<String, Expected> spoiled) {}

    /// One value that is bad for a reason of its own.
    record Particular(String parameter, String value, Expected expected) {}

    /// @param bodies what happens to the body as a whole
    record Endpoint(
            Caller caller,
            String method,
            String path,
            Carrier carrier,
            List<Parameter> parameters,
            Map<String, Expected> bodies,
            List<Particular> particulars) {
        String name() {
            return method + " " + path;
        }
    }

    static Table read() {
        try (var file = Objects.requireNonNull(Table.class.getResourceAsStream("/bad-input.txt"))) {
            var table = new Table();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(table::line);
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    private void line(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        try {
            if (line.startsWith(" ")) {
                parameter(endpoints.getLast(), line.strip());
                return;
            }
            var words = line.split(" +");
            switch (words[0]) {
                case "answer" -> answers.put(words[1], Expected.parse(line.split(" +", 3)[2]));
                case "inputs" -> inputs = List.of(Arrays.copyOfRange(words, 1, words.length));
                case "kind" -> kinds.put(words[1], kind(words));
                default -> endpoints.add(endpoint(words));
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("bad-input.txt: " + line, e);
        }
    }

    private Map<String, Expected> kind(String[] words) {
        if (words.length != inputs.size() + 2) {
            throw new IllegalArgumentException("a kind has one answer for each input");
        }
        var kind = new LinkedHashMap<String, Expected>();
        for (int i = 0; i < inputs.size(); i++) {
            if (!words[i + 2].equals("-")) {
                kind.put(inputs.get(i), answer(words[i + 2]));
            }
        }
        return kind;
    }

    private static Endpoint endpoint(String[] words) {
        var carrier = words.length > 3 ? Carrier.valueOf(words[3].toUpperCase(Locale.ROOT)) : Carrier.NOTHING;
        return new Endpoint(
                Caller.valueOf(words[0].toUpperCase(Locale.ROOT)),
                words[1],
                words[2],
                carrier,
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new ArrayList<>());
    }

    /// `name = value -> answer`, `body kind`, or `name kind good value`.
    private void parameter(Endpoint endpoint, String line) {
        int arrow = line.lastIndexOf(" -> ");
        if (arrow > 0) {
            var sides = line.substring(0, arrow).split(" += *", 2);
            endpoint.particulars()
                    .add(new Particular(
                            sides[0], sides[1], answer(line.substring(arrow + 4).strip())));
            return;
        }
        var words = line.split(" +", 3);
        if (words[0].equals("body")) {
            endpoint.bodies().putAll(spoiled(words[1]));
            if (words.length > 2) {
                endpoint.parameters().add(new Parameter("body", words[2], Map.of()));
            }
            return;
        }
        endpoint.parameters().add(new Parameter(words[0], words.length > 2 ? words[2] : "", spoiled(words[1])));
    }

    private Map<String, Expected> spoiled(String kind) {
        if (kind.equals("-")) {
            return Map.of();
        }
        var found = kinds.get(kind);
        if (found == null) {
            throw new IllegalArgumentException("no kind " + kind);
        }
        return found;
    }

    private Expected answer(String word) {
        var known = answers.get(word);
        return known != null ? known : Expected.parse(word);
    }
}
