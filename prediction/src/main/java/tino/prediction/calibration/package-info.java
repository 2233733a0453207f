/** From a score to the probability that it stands for. */
@NullMarked
package tino.prediction.calibration;

import org.jspecify.annotations.NullMarked;
