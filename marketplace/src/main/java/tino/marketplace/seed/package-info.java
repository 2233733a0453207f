/**
 * Made-up professionals of São Paulo for demos, tests and benchmarks: every visible fact is a noisy and partial sign of
 * {@link tino.marketplace.seed.Traits} that no table ever holds. What is written is in {@code tino/marketplace/seed/*.yml}.
 */
@NullMarked
package tino.marketplace.seed;

import org.jspecify.annotations.NullMarked;
