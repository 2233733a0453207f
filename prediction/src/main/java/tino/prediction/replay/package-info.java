/** Past predictions made again by another version or in another mode. */
@NullMarked
package tino.prediction.replay;

import org.jspecify.annotations.NullMarked;
