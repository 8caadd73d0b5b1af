package dev.latchkey.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// Runs a test class once on SQLite and once on PostgreSQL, against a real server; every test may take a [TestIdp].
///
/// The system property `latchkey.databases` picks engines (`sqlite`, `postgresql`, or both with a comma).
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ClassTemplate
@ExtendWith(BothDatabases.class)
public @interface OnBothDatabases {
    /// Environment variables besides the usual ones, as `NAME=value`.
    String[] settings() default {};

    /// Whether each test gets an installation of its own, as it is before set-up; otherwise the class shares one.
    boolean fresh() default false;
}
