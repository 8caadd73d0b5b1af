package dev.latchkey.signin.apikeys;

import dev.latchkey.platform.http.ClientAddress;
import dev.latchkey.platform.net.Cidr;
import java.util.List;

/// The networks a key may be used from; from anywhere if there are none.
///
/// @param texts addresses and networks, as they were written
record AddressRanges(List<String> texts) {
    AddressRanges {
        texts = List.copyOf(texts);
    }

    static boolean valid(String text) {
        try {
            Cidr.parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static AddressRanges stored(String joined) {
        return new AddressRanges(joined.isEmpty() ? List.of() : List.of(joined.split(" ")));
    }

    String joined() {
        return String.join(" ", texts);
    }

    boolean contain(ClientAddress address) {
        return texts.isEmpty()
                || texts.stream().anyMatch(text -> Cidr.parse(text).contains(address.address()));
    }
}
