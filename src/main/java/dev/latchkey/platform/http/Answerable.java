package dev.latchkey.platform.http;

/// An exception that knows its own answer, for protocols whose errors have a form of their own.
public abstract class Answerable extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected Answerable(String message) {
        super(message, null, false, false);
    }

    public abstract Reply answer(Call call);
}
