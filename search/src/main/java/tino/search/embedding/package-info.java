/** Texts as vectors. */
@NullMarked
package tino.search.embedding;

import org.jspecify.annotations.NullMarked;
