package dev.latchkey.oidc.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.TestDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubjectsTest {
    @ParameterizedTest
    @EnumSource
    void onesOwnClaimBeatsAGroupsAndTheFirstGroupTheNext(Dialect engine) {
        try (var database = TestDatabase.create(engine);
                var db = Database.open(database.address(), InstantSource.system())) {
            database.execute(
                    """
                    insert into users (id, username, username_folded, email_verified, first_name, last_name,
                                       display_name, search_text, is_admin, disabled, created_at, updated_at)
                    values ('kim', 'kim', 'kim', false, '', '', '', '', false, false, 0, 0)
                    """,
                    "insert into user_groups values ('1', 'staff', 'Staff', 'staff', 0, 0)",
                    "insert into user_groups values ('2', 'family', 'Family', 'family', 0, 0)",
                    "insert into user_groups values ('3', 'admins', 'Admins', 'admins', 0, 0)",
                    "insert into group_members values ('1', 'kim'), ('2', 'kim')",
                    "insert into group_claims values ('1', 'site', 'Paris'), ('1', 'level', '1'), ('1', 'desk', '4')",
                    "insert into group_claims values ('2', 'site', 'Berlin'), ('2', 'level', '2')",
                    "insert into group_claims values ('3', 'root', 'true')",
                    "insert into user_claims values ('kim', 'level', '3')");
            var subject = db.read(tx -> Subjects.get(tx, new UserId("kim")));
            assertEquals(Map.of("level", 3, "site", "Berlin", "desk", 4), subject.custom());
            assertEquals(List.of("family", "staff"), subject.groups());
        }
    }
}
