/** Which models answer, how they do, and which one is chosen. */
@NullMarked
package tino.assistant.model;

import org.jspecify.annotations.NullMarked;
