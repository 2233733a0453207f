/** Boosted trees: trained natively, scored by our own code. */
@NullMarked
package tino.trees;

import org.jspecify.annotations.NullMarked;
