/** What another ranker would have got out of the lists that were shown. */
@NullMarked
package tino.ranking.counterfactual;

import org.jspecify.annotations.NullMarked;
