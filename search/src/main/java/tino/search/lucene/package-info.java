/** The embedded index. */
@NullMarked
package tino.search.lucene;

import org.jspecify.annotations.NullMarked;
