package dev.latchkey.oidc.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeviceCodesTest {
    @Test
    void codesMayBeTypedAsPeopleDo() {
        assertEquals("E5VA2PGK", DeviceCodes.normalise(" e5va-2pgk "));
        assertEquals("E0110000", DeviceCodes.normalise("EOiI oooo"));
    }
}
