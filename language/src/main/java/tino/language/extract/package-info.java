/** Answers taken from passages word for word: the span that answers, the sentences around it, and whether there is an answer at all. */
@NullMarked
package tino.language.extract;

import org.jspecify.annotations.NullMarked;
