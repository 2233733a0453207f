/** Keys that live outside the database, in {@code <home>/keys}. */
@NullMarked
package tino.lifecycle.secret;

import org.jspecify.annotations.NullMarked;
