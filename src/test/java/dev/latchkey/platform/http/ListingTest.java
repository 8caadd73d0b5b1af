package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pages of a list that is longer than what is named row by row.
@OnBothDatabases(fresh = true)
class ListingTest {
    private static final int ROWS = 1200;
    private static final Listing THINGS = Listing.of("things", "id").sort("size", "size");

    private Db db;

    @BeforeEach
    void fill(TestIdp idp) {
        db = Database.open(idp.database().address(), idp.clock());
        db.write(tx -> {
            tx.sql("create table things (id text, size bigint, search_text text, created_at bigint default 0)")
                    .update();
            return tx.sql("""
                    insert into things (id, size, search_text)
                    with recursive n (i) as (select 1 union all select i + 1 from n where i < :rows)
                    select cast(i as text), i, 'thing ' || cast(i as text) from n
                    """).bind("rows", ROWS).update();
        });
    }

    @AfterEach
    void end() {
        db.write(tx -> tx.sql("drop table things").update());
        db.close();
    }

    @Test
    void aSearchCountsAndSortsWhetherItFindsManyOrFew() {
        holds(page(THINGS, 1, "thing"), ROWS, "1200", "1199");
        holds(page(THINGS, 600, "thing"), ROWS, "2", "1");
        holds(page(THINGS, 1, "THING 11"), 111, "1199", "1198");
        holds(page(THINGS, 56, "thing 11"), 111, "11");
        holds(page(THINGS, 3, "nothing"), 0);
    }

    @Test
    void aSearchKnowsCharactersThatStandForOthers() {
        holds(page(THINGS, 1, "th_ng 11"), 111, "1199", "1198");
        holds(page(THINGS, 1, "T%g%99"), 21, "1199", "1099");
        holds(page(THINGS, 1, "_hing_1200"), 1, "1200");
        holds(page(THINGS, 1, "__thing"), 0);
        holds(page(THINGS, 1, "%_%"), ROWS, "1200", "1199");
        holds(page(THINGS, 1, "thing\\_1200"), 0);
    }

    @Test
    void whatASearchFindsTwiceIsListedOnce() {
        var listing = THINGS.filterText("name", "id").alsoFound("select id from things where size <= :small");
        for (var text : List.of("thing", "thing 11", "thing 7", "thing 1200", "nothing")) {
            for (long small : List.of(0L, 7L, 120L, 480L, 900L, 1200L)) {
                for (var names : List.of(List.<String>of(), List.of("7", "117", "901"))) {
                    var query = new ListQuery(
                            2,
                            20,
                            Optional.of("size"),
                            Optional.of("asc"),
                            Optional.of(text),
                            names.isEmpty() ? Map.of() : Map.of("name", names));
                    var page = db.read(tx -> listing.page(tx, query, Map.of("small", small), row -> row.text("id")));
                    var all = IntStream.rangeClosed(1, ROWS)
                            .filter(i -> ("thing " + i).contains(text) || i <= small)
                            .mapToObj(String::valueOf)
                            .filter(id -> names.isEmpty() || names.contains(id))
                            .toList();
                    assertEquals(all.size(), page.pagination().totalItems(), text + small);
                    int begin = all.size() > 20 ? 20 : 0;
                    assertEquals(all.subList(begin, Math.min(all.size(), begin + 20)), page.data(), text + small);
                }
            }
        }
    }

    @Test
    void whatIsNoColumnOrdersOnlyWhereADirectionIsAskedFor() {
        var listing = Listing.of("things", "id").sortIfDirected("size", "size");
        assertEquals(List.of("1200", "1199"), first(listing, "size", Optional.of("desc")));
        assertEquals(List.of("1", "2"), first(listing, "size", Optional.of("asc")));
        assertEquals(List.of("1", "10"), first(listing, "size", Optional.empty()));
    }

    private List<String> first(Listing listing, String column, Optional<String> direction) {
        var query = new ListQuery(1, 2, Optional.of(column), direction, Optional.empty(), Map.of());
        return db.read(tx -> listing.page(tx, query, row -> row.text("id"))).data();
    }

    /// Two things at a time, the largest first.
    private Page<String> page(Listing listing, int number, String search) {
        var query = new ListQuery(
                number,
                2,
                Optional.of("size"),
                Optional.of("desc"),
                Optional.of(search).filter(text -> !text.isEmpty()),
                Map.of());
        return db.read(tx -> listing.page(tx, query, row -> row.text("id")));
    }

    private static void holds(Page<String> page, long items, String... ids) {
        assertEquals(items, page.pagination().totalItems());
        assertEquals(List.of(ids), page.data());
    }
}
