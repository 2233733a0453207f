/** The page on which people ask. */
@NullMarked
package tino.assistant.chat;

import org.jspecify.annotations.NullMarked;
