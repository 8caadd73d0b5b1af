package dev.latchkey.platform.jobs;

/// How an attempt at a job went. What is said of a failure is kept and shown to administrators, so it holds no secret.
public sealed interface Outcome {
    /// It is done, and never runs again.
    record Done() implements Outcome {}

    /// It did not work this time.
    record Again(String error) implements Outcome {}

    /// It will never work.
    record Hopeless(String error) implements Outcome {}
}
