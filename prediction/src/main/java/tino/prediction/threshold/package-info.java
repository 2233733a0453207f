/** From a probability to yes or no. */
@NullMarked
package tino.prediction.threshold;

import org.jspecify.annotations.NullMarked;
