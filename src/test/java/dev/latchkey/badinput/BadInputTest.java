package dev.latchkey.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.badinput.Table.Endpoint;
import dev.latchkey.badinput.Table.Expected;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.KeptConnection;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.TestIdp;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Sends every row of `bad-input.txt` over one connection. Each is answered as it says, and what is refused changes
/// nothing. That no secret is logged on the way is checked when the server ends, as for every test.
@OnBothDatabases(settings = "DISABLE_RATE_LIMITING=true")
class BadInputTest {
    private static final Pattern CODE_ON_A_PAGE = Pattern.compile("<code>([a-z_]+)</code>");

    private final Table table = Table.read();

    @Test
    void everyMountedRouteHasRows(TestIdp idp) {
        var mounted = idp.routes().stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        var listed = table.endpoints().stream().map(Endpoint::name).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", mounted), String.join("\n", listed));
    }

    @TestFactory
    Stream<DynamicTest> badInputIsAnsweredAsTheTableSays(TestIdp idp) throws GeneralSecurityException {
        var fixtures = new Fixtures(idp);
        var connection = idp.connection();
        return table.endpoints().stream()
                .map(endpoint -> DynamicTest.dynamicTest(
                        endpoint.name(), () -> new Rows(idp, fixtures, connection, endpoint).check()))
                .onClose(connection::close);
    }

    /// One row: what is wrong, and the request that has it.
    private record Row(String wrong, Spoiled request, Expected expected) {}

    /// The rows of one route. Those that are refused come first, and all of them together must change nothing.
    private record Rows(TestIdp idp, Fixtures fixtures, KeptConnection connection, Endpoint endpoint) {
        void check() {
            var rows = all();
            var wrong = new ArrayList<String>();
            idp.database().execute("delete from user_code_guesses", "delete from guess_counters");
            var credentials = fixtures.credentials(endpoint.caller());
            var before = Contents.of(idp.database());
            rows.stream().filter(row -> row.expected().refuses()).forEach(row -> send(row, credentials, wrong));
            before.differences(Contents.of(idp.database())).forEach(row -> wrong.add("changed by a refusal: " + row));
            rows.stream().filter(row -> !row.expected().refuses()).forEach(row -> send(row, credentials, wrong));
            assertTrue(!rows.isEmpty() && wrong.isEmpty(), "\n" + String.join("\n", wrong));
        }

        private List<Row> all() {
            var rows = new ArrayList<Row>();
            for (var parameter : endpoint.parameters()) {
                parameter
                        .spoiled()
                        .forEach((input, expected) -> rows.add(new Row(
                                parameter.name() + " " + input,
                                good(parameter.name()).with(parameter.name(), fixtures.fill(parameter.good()), input),
                                expected)));
            }
            endpoint.bodies()
                    .forEach((input, expected) -> rows.add(new Row("body " + input, good("").body(input), expected)));
            for (var particular : endpoint.particulars()) {
                rows.add(new Row(
                        particular.parameter() + " = " + particular.value(),
                        good(particular.parameter()).with(particular.parameter(), fixtures.fill(particular.value())),
                        particular.expected()));
            }
            return rows;
        }

        /// All parameters but one are good.
        private Spoiled good(String but) {
            var request = Spoiled.good(endpoint.carrier(), endpoint.path());
            for (var parameter : endpoint.parameters()) {
                if (!parameter.name().equals(but)) {
                    request = request.with(parameter.name(), fixtures.fill(parameter.good()));
                }
            }
            return request;
        }

        private void send(Row row, Map<String, String> credentials, List<String> wrong) {
            var headers = new LinkedHashMap<>(credentials);
            row.request().sentHeaders().forEach(header -> headers.put(header.getKey(), header.getValue()));
            var actual = answer(row, List.copyOf(headers.entrySet()));
            if (!actual.equals(row.expected())) {
                wrong.add(endpoint.name() + " · " + row.wrong() + " → " + actual + ", expected " + row.expected());
            }
        }

        private Expected answer(Row row, List<Map.Entry<String, String>> headers) {
            try {
                var request = row.request();
                var answer = connection.send(endpoint.method(), request.target(), headers, request.bytes());
                return new Expected(answer.status(), told(answer));
            } catch (UncheckedIOException e) {
                return new Expected(0, e.toString());
            }
        }
    }

    /// The error code, wherever an answer carries it; of a redirect to a page of ours, that page.
    private static String told(Answer answer) {
        if (answer.header("Location").isPresent()) {
            var location = answer.location();
            return Pages.parameters(location).value("error").orElse(location.getPath());
        }
        var type = answer.header("Content-Type").orElse("");
        if (type.startsWith("application/json")) {
            var json = answer.json();
            return json.path("active").isBoolean() && !json.path("active").booleanValue()
                    ? "inactive"
                    : answer.status() < 400
                            ? ""
                            : json.path("code").asString(json.path("error").asString(""));
        }
        var code = CODE_ON_A_PAGE.matcher(answer.text());
        return type.startsWith("text/html") ? (code.find() ? code.group(1) : "page") : "";
    }
}
