/** Text and vectors made one ranking. */
@NullMarked
package tino.search.fusion;

import org.jspecify.annotations.NullMarked;
