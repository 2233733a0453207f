package tino.marketplace.simulate;

import java.time.Duration;

/**
 * What a client does with one result.
 *
 * @param after how long after the list was shown
 */
public record Action(Kind kind, Card card, Duration after) {
    public enum Kind {
        CLICK,
        QUOTE,
        CONTRACT
    }
}
