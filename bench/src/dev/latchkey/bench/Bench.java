package dev.latchkey.bench;

import java.nio.file.Path;
import java.util.Map;

/// `bench/run` names the measurement and brings PostgreSQL where one is needed.
final class Bench {
    private Bench() {}

    static void main(String[] args) throws Exception {
        boolean good = switch (args[0]) {
            case "start" -> {
                Start.run(number(args, 11));
                yield true;
            }
            case "load" -> {
                Load.run(number(args, 10), args.length > 2 ? args[2] : "", Map.of());
                yield true;
            }
            case "peer" -> {
                Load.peer(number(args, 10));
                yield true;
            }
            case "races" ->
                Races.run(number(args, 1_000), "sqlite", Map.of(), 1)
                        & Races.run(number(args, 1_000), "postgresql", postgresql("races"), 2);
            case "lists" ->
                Lists.run("sqlite", number(args, 5_000_000), args.length > 2 ? args[2] : "", Map.of())
                        & Lists.run(
                                "postgresql",
                                number(args, 5_000_000),
                                args.length > 2 ? args[2] : "",
                                postgresql("lists"));
            case "kills" -> Kills.run(number(args, 200), Map.of());
            case "statements" -> Statements.run(postgresql("statements"), Path.of(System.getenv("BENCH_POSTGRES_LOG")));
            default -> throw new IllegalArgumentException(args[0]);
        };
        System.exit(good ? 0 : 1);
    }

    private static int number(String[] args, int otherwise) {
        return args.length > 1 ? Integer.parseInt(args[1]) : otherwise;
    }

    private static Map<String, String> postgresql(String database) {
        return Map.of("DB_CONNECTION_STRING", System.getenv("BENCH_POSTGRES") + "/" + database);
    }
}
