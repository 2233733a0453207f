/** Yes or no, with a calibrated probability. */
@NullMarked
package tino.prediction;

import org.jspecify.annotations.NullMarked;
