/** Connections to hosts that somebody outside named. */
@NullMarked
package tino.lifecycle.address;

import org.jspecify.annotations.NullMarked;
