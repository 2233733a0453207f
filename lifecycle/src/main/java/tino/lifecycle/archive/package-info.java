/** Days of the event log, kept in a form that a whole period can be read from in seconds. */
@NullMarked
package tino.lifecycle.archive;

import org.jspecify.annotations.NullMarked;
