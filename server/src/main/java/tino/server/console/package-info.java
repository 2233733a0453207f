/** The console's own rooms: how it all goes, and how the models learn. Applications bring theirs. */
@NullMarked
package tino.server.console;

import org.jspecify.annotations.NullMarked;
