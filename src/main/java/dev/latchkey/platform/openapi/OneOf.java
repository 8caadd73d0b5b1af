package dev.latchkey.platform.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The texts that a member of an answer may be. Clients are made from the description: one that knows them all is told
/// by its compiler when there is one more.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OneOf {
    String[] value();
}
