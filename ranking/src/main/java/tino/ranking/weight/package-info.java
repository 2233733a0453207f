/** Ordering by weights that people set. */
@NullMarked
package tino.ranking.weight;

import org.jspecify.annotations.NullMarked;
