package tino.ranking.letor;

/** A judgement list that cannot be read; the message names file and line. */
public final class LetorException extends IllegalArgumentException {
    public LetorException(String message) {
        super(message);
    }
}
