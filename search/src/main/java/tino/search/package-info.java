/** Finding candidates: text, vectors, filters, distance. */
@NullMarked
package tino.search;

import org.jspecify.annotations.NullMarked;
