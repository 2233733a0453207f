/** What those who run the assistant look at. */
@NullMarked
package tino.assistant.console;

import org.jspecify.annotations.NullMarked;
