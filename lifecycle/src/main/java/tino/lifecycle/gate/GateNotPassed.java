package tino.lifecycle.gate;

/** A version may not become champion: it has not passed its gate. Says what failed and how a person may override it. */
public final class GateNotPassed extends IllegalStateException {
    GateNotPassed(String model, int number, String reason) {
        super("Expected a version of " + model + " that has passed its gate, to make it champion; version " + number
                + " has not: " + reason + ". Train again, or let it through in your own name:"
                + " tino models approve " + model + " " + number + " --why TEXT");
    }
}
