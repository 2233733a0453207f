/** The checks a trained version must pass before it may be released. */
@NullMarked
package tino.lifecycle.gate;

import org.jspecify.annotations.NullMarked;
