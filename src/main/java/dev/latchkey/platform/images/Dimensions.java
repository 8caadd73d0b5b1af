package dev.latchkey.platform.images;

/// How large a picture says it is. It is asked before anything is made of that size.
record Dimensions(long width, long height) {
    private static final long LONGEST_SIDE = 16_384;
    private static final long MOST_PIXELS = 50_000_000;

    Dimensions {
        if (width < 1 || height < 1) {
            throw new Octets.Broken("a picture without pixels");
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS) {
            throw new Octets.Broken("a picture of " + width + " by " + height + " pixels");
        }
    }
}
