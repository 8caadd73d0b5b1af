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

    /// City and country, as far as they are known, the country in a language; empty for what is inside.
    public String label(Locale language) {
        return somewhere()
                ? Stream.of(city, country(language))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "))
                : "";
    }

    /// The country's name in a language, where that is known.
    public String country(Locale language) {
        return code.isEmpty() ? country : Locale.of("", code).getDisplayCountry(language);
    }
}
