/** What goes wrong, told as RFC 9457 problem details: which field, what was expected, what came. */
@NullMarked
package tino.server.problem;

import org.jspecify.annotations.NullMarked;
