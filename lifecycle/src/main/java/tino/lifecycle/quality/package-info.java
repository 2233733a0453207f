/**
 * How good answers were: what they look like in the log, what they came to, counted in mergeable tallies of bounded size, and what they
 * will have come to where that is not known yet.
 */
@NullMarked
package tino.lifecycle.quality;

import org.jspecify.annotations.NullMarked;
