package dev.latchkey.testkit.authenticator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What an authenticator says of itself and signs (WebAuthn §6.1).
record AuthenticatorData(byte[] rpIdHash, int flags, long signCount, Optional<AttestedCredential> attested) {
    static final int USER_PRESENT = 0x01;
    static final int USER_VERIFIED = 0x04;
    static final int BACKUP_ELIGIBLE = 0x08;
    static final int BACKED_UP = 0x10;
    static final int ATTESTED_CREDENTIAL = 0x40;

    /// The new credential (WebAuthn §6.5.1): who made it, its id, its public key as COSE_Key.
    record AttestedCredential(byte[] aaguid, byte[] credentialId, byte[] coseKey) {}

    byte[] encode() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(rpIdHash);
        out.write(flags);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) signCount).array());
        attested.ifPresent(credential -> {
            out.writeBytes(credential.aaguid());
            out.writeBytes(ByteBuffer.allocate(2)
                    .putShort((short) credential.credentialId().length)
                    .array());
            out.writeBytes(credential.credentialId());
            out.writeBytes(credential.coseKey());
        });
        return out.toByteArray();
    }

    static AuthenticatorData decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var rpIdHash = take(in, 32);
        int flags = in.get() & 0xff;
        long signCount = in.getInt() & 0xffffffffL;
        var attested = (flags & ATTESTED_CREDENTIAL) == 0
                ? Optional.<AttestedCredential>empty()
                : Optional.of(attestedCredential(in));
        if (in.hasRemaining()) throw new IllegalArgumentException(in.remaining() + " bytes too many");
        return new AuthenticatorData(rpIdHash, flags, signCount, attested);
    }

    private static AttestedCredential attestedCredential(ByteBuffer in) {
        var aaguid = take(in, 16);
        var credentialId = take(in, in.getShort() & 0xffff);
        int start = in.position();
        Cbor.decode(in);
        int end = in.position();
        return new AttestedCredential(aaguid, credentialId, take(in.position(start), end - start));
    }

    private static byte[] take(ByteBuffer in, int length) {
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
