/** Texts as terms. */
@NullMarked
package tino.search.analysis;

import org.jspecify.annotations.NullMarked;
