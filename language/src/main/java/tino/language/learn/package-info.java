/** What the answering parts learn from questions with known answers, and the files it is kept in. */
@NullMarked
package tino.language.learn;

import org.jspecify.annotations.NullMarked;
