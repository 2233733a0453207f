/** Undoing that the top is seen more often. */
@NullMarked
package tino.ranking.bias;

import org.jspecify.annotations.NullMarked;
