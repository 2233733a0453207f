/** Starting up, and saying plainly why it did not work. */
@NullMarked
package tino.server.start;

import org.jspecify.annotations.NullMarked;
