package dev.latchkey.clients;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.images.ImageFile;
import dev.latchkey.platform.net.Fetched;
import dev.latchkey.platform.net.Fetcher;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Fetches logos from where an administrator says they are, and looks them through as if they had been uploaded.
final class LogoFetch {
    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final Fetcher.Terms TERMS =
            new Fetcher.Terms("latchkey/logo-fetcher", "image/*", MOST_BYTES, 10, Duration.ofSeconds(15));

    private final Fetcher fetcher;

    LogoFetch(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /// @throws dev.latchkey.platform.RefusalException naming the address that no logo could be had from
    Map<Logos.Shade, ImageFile> all(ClientDraft.LogoAddresses addresses) {
        var fetched = new EnumMap<Logos.Shade, ImageFile>(Logos.Shade.class);
        addresses.light().ifPresent(address -> fetched.put(Logos.Shade.LIGHT, one("logoUrl", address)));
        addresses.dark().ifPresent(address -> fetched.put(Logos.Shade.DARK, one("darkLogoUrl", address)));
        return fetched;
    }

    /// @param field the member that the address stood in
    /// @throws dev.latchkey.platform.RefusalException if there is no logo to be had
    ImageFile one(String field, String address) {
        return switch (fetcher.get(address, TERMS)) {
            case Fetched.Content(var bytes) ->
                ImageFile.read(bytes)
                        .orElseThrow(() -> unfetched(
                                field,
                                "logo_type_not_supported",
                                "Downloaded logo has an unsupported file type",
                                "leads to no picture of a known kind",
                                Map.of()));
            case Fetched.NotAllowed _ ->
                throw new Refusal.Invalid(
                                List.of(new Refusal.Field(
                                        field, "invalid_value", "must be a public HTTP or HTTPS URL")),
                                "Logo URL is not allowed")
                        .asException();
            case Fetched.TooLarge _ ->
                throw unfetched(
                        field,
                        "logo_too_large",
                        "Downloaded logo must not exceed 2 MB",
                        "leads to more than 2 MB",
                        Map.of("max_size", "2 MB"));
            case Fetched.Failed _ ->
                throw unfetched(
                        field,
                        "logo_download_failed",
                        "Logo could not be downloaded",
                        "could not be downloaded",
                        Map.of());
        };
    }

    private static RuntimeException unfetched(
            String field, String code, String message, String about, Map<String, String> details) {
        return new Refusal.Unfetched(code, message, List.of(new Refusal.Field(field, code, about)), details)
                .asException();
    }
}
