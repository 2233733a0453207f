/** Why an answer came out as it did. */
@NullMarked
package tino.lifecycle.explanation;

import org.jspecify.annotations.NullMarked;
