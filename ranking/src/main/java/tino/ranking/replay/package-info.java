/** Past lists, ordered again by somebody else. */
@NullMarked
package tino.ranking.replay;

import org.jspecify.annotations.NullMarked;
