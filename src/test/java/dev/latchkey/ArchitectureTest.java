package dev.latchkey;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What holds the layout together: who may use whom, which library is behind which package, what is injected.
class ArchitectureTest {
    private static final String ROOT = "dev.latchkey";
    private static final Path SOURCES = Path.of("src/main/java");

    private static final Picture PICTURE = new Picture("""
            app
            overview
            oidc
            clients signin
            directory
            settings
            audit
            platform""", """
            app: commands / .
            audit: . / places
            oidc: discovery signintest / userinfo introspect revoke logout / token / device / authorize / claims clientauth keys / grants / .
            signin: . / passkeys codes qr signup apikeys / sessions
            directory: . / claims initials / groups / users
            platform: mail reference / pages images / http / jobs files openapi net / db / crypto logs / .""");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesDependDownwards() {
        var complaints = new TreeSet<String>();
        for (var user : CLASSES) {
            for (var dependency : user.getDirectDependenciesFromSelf()) {
                var used = dependency.getTargetClass().getBaseComponentType();
                if (used.getPackageName().startsWith(ROOT)
                        && !used.getPackageName().equals(user.getPackageName())) {
                    PICTURE.complaint(shortName(user), shortName(used))
                            .ifPresent(complaint -> complaints.add(complaint + ": " + dependency.getDescription()));
                }
            }
        }
        assertTrue(complaints.isEmpty(), String.join("\n", complaints));
    }

    @Test
    void thePictureShowsWhatIsThereAndNothingElse() throws IOException {
        var there = new TreeSet<String>();
        for (var file : sources()) {
            var folder = SOURCES.resolve(ROOT.replace('.', '/')).relativize(file.getParent());
            there.add(folder.toString().replace('/', '.'));
        }
        assertEquals(there, new TreeSet<>(PICTURE.packages()));
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
    }

    @Test
    void eachLibraryIsBehindOnePackage() {
        behind("platform.db", "java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..");
        behind("platform.http", "org.eclipse.jetty..");
        behind("platform.mail", "jakarta.mail..", "org.eclipse.angus..");
        behind("platform.pages", "gg.jte..");
        behind("signin.passkeys", "com.webauthn4j..");
        behind("signin.qr", "io.nayuki..");
        behind("platform.crypto", "com.amazon..");
        behind(List.of("oidc.keys", "oidc.clientauth"), "com.nimbusds..");
        behind("audit.places", "com.maxmind..");
        behind("app.commands", "picocli..");
        behind(List.of("app.commands", "audit.places", "platform.files"), "java.net.http..");
    }

    @Test
    void timeAndChanceAreInjected() {
        var rule = noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".app..", ROOT + ".platform.logs..")
                .should();
        check(rule.callMethod(System.class, "currentTimeMillis"));
        check(rule.callMethod(Instant.class, "now"));
        check(rule.callMethod(InstantSource.class, "system"));
        check(rule.callMethod(Clock.class, "systemUTC"));
        check(rule.callMethod(Math.class, "random"));
        check(rule.callMethod(ThreadLocalRandom.class, "current"));
        check(rule.callConstructor(SecureRandom.class));
        check(rule.callConstructor(Random.class));
        check(rule.callConstructor(Date.class));
    }

    @Test
    void everyPackageSaysWhatItIsAndWhereNullMayBe() throws IOException {
        for (var name : packages()) {
            var file = SOURCES.resolve((ROOT + "." + name).replace('.', '/')).resolve("package-info.java");
            assertTrue(Files.exists(file), file + " is missing");
            var text = Files.readString(file);
            assertTrue(text.startsWith("///"), file + " says nothing about the package");
            assertTrue(text.contains("@" + NullMarked.class.getSimpleName()), file + " lacks @NullMarked");
        }
    }

    @Test
    void filesAreShortAndNoPackageIsADrawer() throws IOException {
        for (var file : sources()) {
            var lines = Files.readAllLines(file).size();
            assertTrue(lines < 400, file + " has " + lines + " lines: it tells two stories");
            for (var part : file) {
                assertTrue(
                        !List.of("util", "utils", "common", "helper", "helpers", "model", "dto", "service", "impl")
                                .contains(part.toString()),
                        file + " lies in a drawer");
            }
        }
    }

    private static void behind(String owner, String... libraries) {
        behind(List.of(owner), libraries);
    }

    private static void behind(List<String> owners, String... libraries) {
        var packages = owners.stream().map(owner -> ROOT + "." + owner).toArray(String[]::new);
        check(noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries))
                .because(Arrays.toString(libraries) + " is behind " + owners));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static Set<String> packages() {
        return CLASSES.that(alwaysTrue()).stream()
                .map(ArchitectureTest::shortName)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    private static String shortName(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1);
    }

    private static Collection<Path> sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
