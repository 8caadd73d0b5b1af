package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.places.Places;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about the audit log, over entries like those of the recorded server.
@OnBothDatabases(fresh = true)
class RecordedAuditTest {
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final Audit AUDIT = new Audit(new SecureRandom(), Places.withoutDatabase());

    @Test
    void entriesAndFilters(TestIdp idp) {
        var ada = Planted.administrator(idp, "ada", "Ada", "Admin");
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        plant(idp, ada, kim);
        var key = kim.makesApiKey(idp);
        UnaryOperator<String> id = _ -> UUID.randomUUID().toString();
        for (var exchange : Recording.all("audit")) {
            var answer = switch (exchange.as()) {
                case "admin" -> exchange.send(ada.browser(), id, UnaryOperator.identity());
                case "user" -> exchange.send(kim.browser(), id, UnaryOperator.identity());
                default -> exchange.send(idp.backchannel().apiKey(key), id, UnaryOperator.identity());
            };
            switch (exchange.name()) {
                case "events seen so far" -> answer.expect(200);
                case "users" -> {
                    var names = new TreeSet<String>();
                    answer.expect(200).json().forEach(name -> names.add(name.stringValue()));
                    var recorded = new TreeSet<String>();
                    exchange.response().path("json").forEach(name -> recorded.add(name.stringValue()));
                    assertEquals(recorded, names);
                }
                default -> exchange.check(answer, UnaryOperator.identity());
            }
        }
        Departures.allWereMet("audit");
    }

    /// One of every kind in the recorded order, and 54 about Kim, the last of which makes the API key.
    private static void plant(TestIdp idp, Planted ada, Planted kim) {
        var dora = Planted.person(idp, "dora", "Dora", "Example", "en");
        var noa = Planted.person(idp, "noa", "Noa", "Example", "en");
        var ola = Planted.person(idp, "ola", "Ola", "Example", "en");
        try (var db = Database.open(idp.database().address(), idp.clock())) {
            write(idp, db, passkey("PASSKEY_ADDED", ada, "New Passkey"));
            write(idp, db, entry("TOKEN_SIGN_IN", kim));
            write(idp, db, passkey("PASSKEY_ADDED", kim, "Apple Passwords Passkey"));
            write(idp, db, entry("SIGN_IN", kim));
            write(
                    idp,
                    db,
                    passkey("PASSKEY_REMOVED", kim, "Laptop")
                            .actor(ada.id())
                            .data("actorUserID", ada.id())
                            .data("actorUsername", "ada"));
            write(idp, db, entry("ACCOUNT_CREATED", noa).data("signupToken", "0123456789abcdef"));
            for (var app : new String[] {"Photo App", "Phone App", "Wild"}) {
                write(idp, db, entry("NEW_CLIENT_AUTHORIZATION", kim).data("clientName", app));
                write(idp, db, entry("CLIENT_AUTHORIZATION", kim).data("clientName", app));
            }
            write(idp, db, entry("DEVICE_CODE_AUTHORIZATION", kim).data("clientName", "Phone App"));
            write(idp, db, entry("REMOTE_SIGN_IN", kim));
            write(idp, db, entry("SIGN_IN", dora));
            write(idp, db, entry("SIGN_IN", ola));
            for (int more = 12; more < 53; more++) {
                write(idp, db, entry("SIGN_IN", kim));
            }
        }
    }

    private static void write(TestIdp idp, Db db, AuditEntry entry) {
        idp.clock().advance(Duration.ofSeconds(1));
        db.write(tx -> {
            AUDIT.record(tx, entry);
            return true;
        });
    }

    private static AuditEntry entry(String event, Planted about) {
        return new AuditEntry(
                event, Optional.of(about.id()), Optional.empty(), Optional.empty(), "127.0.0.1", FIREFOX, Map.of());
    }

    private static AuditEntry passkey(String event, Planted about, String name) {
        return entry(event, about).data("credentialID", "a1b2c3").data("passkeyName", name);
    }
}
