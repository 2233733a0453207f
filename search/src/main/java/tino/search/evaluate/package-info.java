/** Judging retrieval over TREC-style collections. */
@NullMarked
package tino.search.evaluate;

import org.jspecify.annotations.NullMarked;
