/** Decisions accounted for, over HTTP and on the command line. */
@NullMarked
package tino.server.decision;

import org.jspecify.annotations.NullMarked;
