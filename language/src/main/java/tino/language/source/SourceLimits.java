package tino.language.source;

import java.time.Duration;

/**
 * How much one document may be; what is more is rejected, not cut.
 *
 * @param bytes of the file
 * @param characters of its text
 * @param pages of a PDF
 * @param unpacked bytes that the packed parts of a PDF come to, all together
 * @param time for reading one
 */
public record SourceLimits(long bytes, int characters, int pages, long unpacked, Duration time) {

    public static final SourceLimits STANDARD =
            new SourceLimits(20_000_000, 2_000_000, 2_000, 256_000_000, Duration.ofSeconds(20));

    public SourceLimits {
        if (bytes < 1 || characters < 1 || pages < 1 || unpacked < 1 || !time.isPositive()) {
            throw new IllegalArgumentException("Limits of a document must be above 0, got " + bytes + " bytes, "
                    + characters + " characters, " + pages + " pages, " + unpacked + " bytes unpacked and " + time);
        }
    }
}
