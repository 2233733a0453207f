/** From labelled cases to a classifier, as the lifecycle runs it. */
@NullMarked
package tino.prediction.learn;

import org.jspecify.annotations.NullMarked;
