package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.PostgresqlCluster;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// PostgreSQL 18, §32.1.1.2 (connection URIs) and §32.1.2 (parameters).
class PostgresqlUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "postgres://db/latchkey ; db/latchkey",
                "postgresql://db:5433/latchkey ; db:5433/latchkey",
                "postgres://me:secret@my_db/latchkey ; my_db/latchkey",
                "postgres://me:secret@my_db:5433/latchkey ; my_db:5433/latchkey",
                "postgres://10.0.0.7 ; 10.0.0.7/",
                "postgres://[2001:db8::7]:5433/latchkey ; [2001:db8::7]:5433/latchkey",
                "postgres://me@one:1,two:2/latchkey ; one:1,two:2/latchkey",
                "postgres:///latchkey ; localhost/latchkey",
                "postgres:///latchkey?host=db&port=5433 ; db:5433/latchkey",
                "postgres:///?host=one,two&port=5433&dbname=other ; one:5433,two:5433/other",
                "postgres://db/latchkey?hostaddr=::1 ; [::1]/latchkey",
                "postgres://db?dbname=latchkey ; db/latchkey",
                "postgres://db/my%20house%2F2 ; db/my+house%2F2",
                "postgres://bücher/latchkey ; bücher/latchkey",
            })
    void serversAndDatabase(String address, String expected) {
        assertEquals(
                "jdbc:postgresql://" + expected, PostgresqlUrl.parse(address).jdbcUrl());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "postgres://me:secret@db/latchkey ; me ; secret",
                "postgres://me@db/latchkey ; me ; ''",
                "postgres://db/latchkey ; '' ; ''",
                "postgres://me:p@ss@db/latchkey ; me ; p@ss",
                "postgres://me:p:ss@db/latchkey ; me ; p:ss",
                "postgres://me:p^|#+{}ss@db/latchkey ; me ; p^|#+{}ss",
                "postgres://me:p%40%2f%3F%25%20@db/latchkey ; me ; 'p@/?% '",
                "postgres://m%C3%BCller:secret@db/latchkey ; müller ; secret",
                "postgres://db/latchkey?user=me&password=p%26 ; me ; p&",
                "postgres://x:y@db/latchkey?user=me&password=z ; me ; z",
            })
    void userAndPassword(String address, String user, String password) {
        var url = PostgresqlUrl.parse(address);
        assertEquals(user, url.user().orElse(""));
        assertEquals(password, url.password().orElse(""));
        assertFalse(!password.isEmpty() && url.toString().contains(password), url.toString());
    }

    @Test
    void parametersGoToTheDriverOrTheServer() {
        var url = PostgresqlUrl.parse("postgres://db/latchkey?sslmode=verify-full&sslrootcert=/etc/ca%20file.pem"
                + "&connect_timeout=3&application_name=sso&target_session_attrs=read-write&prepareThreshold=1"
                + "&pool_max_conns=4&statement_cache_capacity=9&search_path=sso,public&options=-c%20jit%3Doff");
        assertEquals(
                Map.of(
                        "sslmode", "verify-full",
                        "sslrootcert", "/etc/ca file.pem",
                        "connectTimeout", "3",
                        "ApplicationName", "sso",
                        "targetServerType", "primary",
                        "prepareThreshold", "1",
                        "options", "-c search_path=sso,public -c jit=off"),
                url.parameters());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:pa/ss@db/latchkey",
                "postgres://me:pa?ss@db/latchkey",
                "postgres://me:pa%ss@db/latchkey",
                "postgres://me:pass%@db/latchkey",
                "postgres://me:p%00@db/latchkey",
                "postgres://me:p%FF@db/latchkey",
                "postgres://me@db:port/latchkey",
                "postgres://me@db:99999/latchkey",
                "postgres://me@::1/latchkey",
                "postgres://me@d^b/latchkey",
                "postgres://me@%2Fvar%2Frun%2Fpostgresql/latchkey",
                "postgres:///latchkey?host=%2Fvar%2Frun%2Fpostgresql",
                "postgres://one:1,two/latchkey?port=1,2,3",
                "postgres://db/latchkey?sslmode",
                "postgres://db/latchkey?=x"
            })
    void whatCannotBeReadIsNoAddress(String address) {
        assertTrue(Database.mistake(address).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data/latchkey.db", "/var/lib/latchkey.db", "file:data/latchkey.db?_pragma=x", "file:///x.db"})
    void aPathIsAFile(String address) {
        assertEquals(Optional.empty(), Database.mistake(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db/x", "postgress://db/x", "file://host/x.db", "/", "host = db user = me", "a\0b"})
    void andNothingElseIs(String address) {
        assertTrue(Database.mistake(address).isPresent());
    }

    @Test
    void theServerTakesWhatWasMeantForIt() {
        var address = PostgresqlCluster.shared().createEmpty() + "?connect_timeout=5&application_name=front%20door"
                + "&work_mem=7MB&options=-c%20jit%3Doff";
        try (var db = Database.open(address, InstantSource.system())) {
            var told = db.read(tx ->
                    tx.sql("""
                    select current_setting('application_name') as name, current_setting('work_mem') as memory,
                           current_setting('jit') as jit
                    """).first(row -> row.text("name") + ", " + row.text("memory") + ", " + row.text("jit")));
            assertEquals(Optional.of("front door, 7MB, off"), told);
        }
    }

    @Test
    void aSettingThatTheServerDoesNotKnowIsToldByIt() {
        var address = PostgresqlCluster.shared().createEmpty() + "?sslmod=require";
        var refused = assertThrows(DbUnavailable.class, () -> Database.open(address, InstantSource.system()));
        assertTrue(String.valueOf(refused.getMessage()).contains("sslmod"), refused.getMessage());
    }
}
