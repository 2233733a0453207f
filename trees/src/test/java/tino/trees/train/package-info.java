@NullMarked
package tino.trees.train;

import org.jspecify.annotations.NullMarked;
