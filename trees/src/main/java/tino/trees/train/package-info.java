/** Training by the native libraries. */
@NullMarked
package tino.trees.train;

import org.jspecify.annotations.NullMarked;
