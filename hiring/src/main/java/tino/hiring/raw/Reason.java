package tino.hiring.raw;

import java.util.Locale;

/** Why something of a file was not taken. */
public enum Reason {
    /** It cannot be read as JSON. */
    NOT_JSON,
    /** Something stands where a record should begin. */
    NOT_A_RECORD,
    /** It is JSON, but not that of a record of this kind. */
    WRONG_SHAPE,
    /** A record with this code came before in the same file. */
    DUPLICATE,
    /** The code is missing, or is none. */
    BAD_CODE,
    /** A text has the character NUL, which no database stores. */
    NUL,
    /** A name or an address has control characters. */
    CONTROL_CHARACTERS,
    /** A text has half a surrogate pair. */
    NOT_UNICODE,
    /** Longer than any record may be. */
    TOO_LONG,
    /** The file ends before it should. */
    CUT_OFF;

    /** As it stands in {@code ingest_reject}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
