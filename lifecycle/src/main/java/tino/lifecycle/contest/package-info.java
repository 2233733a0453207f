/** Automated decisions that people want looked at by a person, and what became of that. */
@NullMarked
package tino.lifecycle.contest;

import org.jspecify.annotations.NullMarked;
