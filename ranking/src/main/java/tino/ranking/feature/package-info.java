/** What a ranker sees of a candidate. */
@NullMarked
package tino.ranking.feature;

import org.jspecify.annotations.NullMarked;
