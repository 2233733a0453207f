/** From a question to an answer that names its sources: condensed, retrieved, grounded, written, cited, or refused. */
@NullMarked
package tino.language.answer;

import org.jspecify.annotations.NullMarked;
