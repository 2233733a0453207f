/** How the classifier does, for those who answer for it. */
@NullMarked
package tino.hiring.console;

import org.jspecify.annotations.NullMarked;
