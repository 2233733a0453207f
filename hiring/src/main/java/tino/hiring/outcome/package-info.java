/** What came of predictions. */
@NullMarked
package tino.hiring.outcome;

import org.jspecify.annotations.NullMarked;
