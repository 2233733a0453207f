/** Jobs by the clock, clustered over one PostgreSQL. */
@NullMarked
package tino.lifecycle.schedule;

import org.jspecify.annotations.NullMarked;
