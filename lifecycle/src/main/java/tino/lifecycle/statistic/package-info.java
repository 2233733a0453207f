/** Intervals and tests over judged rows. */
@NullMarked
package tino.lifecycle.statistic;

import org.jspecify.annotations.NullMarked;
