/** Why a list was ordered as it was. */
@NullMarked
package tino.ranking.explanation;

import org.jspecify.annotations.NullMarked;
