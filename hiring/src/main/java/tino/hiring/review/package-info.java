/** One decision about a person, for that person: what was decided, why, and how a human can be asked. */
@NullMarked
package tino.hiring.review;

import org.jspecify.annotations.NullMarked;
