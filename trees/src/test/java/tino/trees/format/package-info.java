@NullMarked
package tino.trees.format;

import org.jspecify.annotations.NullMarked;
