package dev.latchkey.signin.sessions;

/// Why a session was ended. One that merely expired is not ended: nobody asked for it.
public enum EndReason {
    /// In this browser, by its person.
    SIGNED_OUT,
    /// From the list of sessions, by its person.
    ENDED_BY_OWNER,
    /// By an administrator.
    ENDED_BY_ADMINISTRATOR,
    /// Somebody else signed in with the same browser.
    REPLACED
}
