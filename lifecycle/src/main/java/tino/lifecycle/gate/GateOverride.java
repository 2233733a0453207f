package tino.lifecycle.gate;

import java.time.Instant;

/**
 * A person let a version through that had not passed its gate.
 *
 * @param who took the responsibility
 */
public record GateOverride(String model, int number, String who, String why, Instant at) {}
