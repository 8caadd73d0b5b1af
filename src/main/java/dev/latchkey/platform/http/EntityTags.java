package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Hashes;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Keeps two who change the same thing from undoing each other's work unseen (RFC 9110 §13.1.1): an answer that shows
/// the thing has an `ETag`, and a change that names one in `If-Match` is refused if the thing would be shown otherwise
/// by now. Without `If-Match` the last writer wins, as clients that know nothing of it expect.
public final class EntityTags {
    private static final int BYTES = 16;

    /// A tag as it may come back. Here none is weak: `W/`, and an ending that names an encoding, are how a proxy marks
    /// an answer that it compressed, and it was this state that it compressed.
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*?)(?:-(?:gzip|br|zstd|deflate))?\"");

    private EntityTags() {}

    /// The thing, with the `ETag` of this state.
    public static Reply shown(Object view) {
        var reply = Reply.json(200, view);
        return reply.header("ETag", tag(reply.body()));
    }

    /// @param stored the thing as it would be shown now; asked for only if the request names a state. Where two may
    ///        write at once, the caller has locked it.
    /// @throws dev.latchkey.platform.RefusalException `changed_meanwhile`
    public static void refuseUnlessStill(Call call, Supplier<Object> stored) {
        refuseUnlessStill(call, List.of(stored));
    }

    /// The same for a thing that more than one address shows: either state may be named.
    ///
    /// @throws dev.latchkey.platform.RefusalException `changed_meanwhile`
    public static void refuseUnlessStill(Call call, List<Supplier<Object>> stored) {
        if (named(call).isPresent()
                && stored.stream().noneMatch(shown -> isBasedOn(call, tag(Json.bytes(shown.get()))))) {
            throw new Refusal.Outdated("changed_meanwhile", "Somebody else has changed this in the meantime")
                    .asException();
        }
    }

    /// Whether the request is for whatever state there is, or names the one with this tag among others.
    ///
    /// @param tag with its quotes, as an `ETag` has it
    public static boolean isBasedOn(Call call, String tag) {
        return named(call)
                .map(tags -> tags.anyMatch(named -> tag.equals('"' + named + '"')))
                .orElse(true);
    }

    private static Optional<Stream<String>> named(Call call) {
        return call.header("If-Match")
                .filter(tags -> !tags.strip().equals("*"))
                .map(tags -> TAG.matcher(tags).results().map(result -> result.group(1)));
    }

    private static String tag(byte[] shown) {
        return '"' + HexFormat.of().formatHex(Hashes.sha256(shown), 0, BYTES) + '"';
    }
}
