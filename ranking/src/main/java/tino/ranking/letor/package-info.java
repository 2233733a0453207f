/** Judgement lists in the LETOR/SVMlight format. */
@NullMarked
package tino.ranking.letor;

import org.jspecify.annotations.NullMarked;
