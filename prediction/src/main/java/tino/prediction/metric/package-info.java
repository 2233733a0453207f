/** How good probabilities and the decisions made from them are. */
@NullMarked
package tino.prediction.metric;

import org.jspecify.annotations.NullMarked;
