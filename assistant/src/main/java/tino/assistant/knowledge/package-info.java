/** The sources the assistant answers from. */
@NullMarked
package tino.assistant.knowledge;

import org.jspecify.annotations.NullMarked;
