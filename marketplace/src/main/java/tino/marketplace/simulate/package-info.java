/**
 * Clients with hidden tastes who use the marketplace as people would: what they are like, how they behave, and how good a
 * ranking truly is for them. {@code docs/algorithm.md} states the model.
 */
@NullMarked
package tino.marketplace.simulate;

import org.jspecify.annotations.NullMarked;
