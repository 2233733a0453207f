/** Two rankers compared by letting both fill one list. */
@NullMarked
package tino.ranking.interleave;

import org.jspecify.annotations.NullMarked;
