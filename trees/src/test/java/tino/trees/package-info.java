@NullMarked
package tino.trees;

import org.jspecify.annotations.NullMarked;
