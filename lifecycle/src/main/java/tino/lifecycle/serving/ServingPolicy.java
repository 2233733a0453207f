package tino.lifecycle.serving;

import java.time.Duration;

/**
 * How a model is served.
 *
 * @param budget how long a model may take for one decision before the fallback answers
 */
public record ServingPolicy(Duration budget) {}
