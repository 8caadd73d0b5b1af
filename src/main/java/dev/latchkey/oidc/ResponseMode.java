package dev.latchkey.oidc;

import java.util.Arrays;
import java.util.Optional;

/// How an authorization response travels to the client's redirect URI.
public enum ResponseMode {
    /// OAuth 2.0 Multiple Response Types §2.1; the default for `code`.
    QUERY("query"),
    /// OAuth 2.0 Multiple Response Types §2.1.
    FRAGMENT("fragment"),
    /// OAuth 2.0 Form Post Response Mode §2.
    FORM_POST("form_post");

    private final String parameter;

    ResponseMode(String parameter) {
        this.parameter = parameter;
    }

    /// The value of `response_mode` that asks for it.
    public String parameter() {
        return parameter;
    }

    public static Optional<ResponseMode> parse(String parameter) {
        return Arrays.stream(values())
                .filter(mode -> mode.parameter.equals(parameter))
                .findFirst();
    }
}
