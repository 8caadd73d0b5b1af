package dev.latchkey.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/// An entry, as the REST API shows it. What is not known is the empty text.
///
/// @param username what the person is called now; only told to administrators
/// @param actorUsername who did it, where that is somebody else
/// @param clientId the app it concerns
record EntryView(
        String id,
        Instant createdAt,
        String event,
        String ipAddress,
        String country,
        String city,
        String device,
        @JsonProperty("userID") String userId,
        String username,
        String actorUsername,
        @JsonProperty("clientID") String clientId,
        Map<String, String> data) {}
