/** Answering questions from passages that are named. */
@NullMarked
package tino.language;

import org.jspecify.annotations.NullMarked;
