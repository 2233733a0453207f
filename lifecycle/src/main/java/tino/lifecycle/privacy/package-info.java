/** The rights of the people in the data: to see what is kept of them, and to be forgotten, in every store. */
@NullMarked
package tino.lifecycle.privacy;

import org.jspecify.annotations.NullMarked;
