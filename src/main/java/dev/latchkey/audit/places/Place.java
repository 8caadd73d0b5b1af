package dev.latchkey.audit.places;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where an address is, as far as anybody knows.
///
/// @param country its English name, `Internal Network`, or empty
/// @param city its English name, `LAN`, `Tailscale`, or empty
/// @param code of the country (ISO 3166-1), or empty
public record Place(String country, String city, String code) {
    /// The country of addresses that are in none.
    public static final String INTERNAL = "Internal Network";

    static final Place UNKNOWN = new Place("", "", "");
    static final Place LAN = new Place(INTERNAL, "LAN", "");
    static final Place TAILSCALE = new Place(INTERNAL, "Tailscale", "");

    /// Whether it is in a country.
    public boolean somewhere() {
        return !country.isEmpty() && !country.equals(INTERNAL);
    }

    /// City and country, as far as they are known; empty for what is inside.
    public String label() {
        return somewhere() ? joined(country) : "";
    }

    /// The same, with the country's name in another language where that is known.
    public String label(Locale language) {
        return somewhere() ? joined(country(language)) : "";
    }

    /// The country's name in a language, where that is known.
    public String country(Locale language) {
        return code.isEmpty() ? country : Locale.of("", code).getDisplayCountry(language);
    }

    private String joined(String land) {
        return Stream.of(city, land).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }
}
