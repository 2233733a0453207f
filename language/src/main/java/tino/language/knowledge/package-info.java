/** What answers rest on: sources that are read, versioned, and kept in step with the index that finds their passages. */
@NullMarked
package tino.language.knowledge;

import org.jspecify.annotations.NullMarked;
