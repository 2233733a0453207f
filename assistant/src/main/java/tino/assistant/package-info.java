/** MelancIA: answers questions on retail media from sources that it names. */
@NullMarked
package tino.assistant;

import org.jspecify.annotations.NullMarked;
