/**
 * Whether what a model decides from is still what it was trained on: its columns counted in mergeable tallies of bounded size, a
 * baseline for each version, and the rules that compare the two.
 */
@NullMarked
package tino.lifecycle.drift;

import org.jspecify.annotations.NullMarked;
