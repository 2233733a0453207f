/** Portuguese text as the answering parts read it: words, sentences, questions and what their words look like. */
@NullMarked
package tino.language.text;

import org.jspecify.annotations.NullMarked;
