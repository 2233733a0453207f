/** Passages found for a question, and put into a better order. */
@NullMarked
package tino.language.retrieve;

import org.jspecify.annotations.NullMarked;
